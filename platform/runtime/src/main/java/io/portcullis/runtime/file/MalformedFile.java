package io.portcullis.runtime.file;

/// The file could be read and is not what it should be: no use to try again before it is replaced.
public class MalformedFile extends Exception {

  /// @param message where it is wrong, for the operator
  public MalformedFile(String message) {
    super(message);
  }
}
