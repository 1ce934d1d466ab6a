package io.portcullis.acceptance;

/// The house did something that its description does not promise. Carries what was promised and what came.
public final class Unexpected extends RuntimeException {
  public Unexpected(String message) {
    super(message);
  }

  public Unexpected(String message, Throwable cause) {
    super(message, cause);
  }
}
