package io.portcullis.auth.password;

/// More password work was asked for than the pool and its queue hold. Only fewer requests or more cores mend it.
public final class HashingSaturated extends RuntimeException {

  HashingSaturated() {
    // No stack trace: it is thrown when CPU is what we lack.
    super("the password hashing queue is full", null, false, false);
  }
}
