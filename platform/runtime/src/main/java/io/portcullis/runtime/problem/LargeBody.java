package io.portcullis.runtime.problem;

/// An operation whose body may be larger than those of others. A service makes it a bean, and sets
/// `quarkus.http.limits.max-body-size` at least as high.
public interface LargeBody {

  /// The whole path.
  String path();

  long bytes();

  /// Bodies past the usual size that the service holds at once. A further one hears 503, before it is read.
  /// One network holds half of them.
  int atOnce();
}
