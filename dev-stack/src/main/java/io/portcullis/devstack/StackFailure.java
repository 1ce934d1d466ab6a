package io.portcullis.devstack;

/// Why the stack could not do what it was asked, in words for the person in front of the terminal:
/// the launcher prints the message and nothing else.
public final class StackFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackFailure(String message) {
    super(message);
  }

  public StackFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
