package io.portcullis.runtime.start;

import io.smallrye.mutiny.Uni;

/// Something that is slow or unknown at its first use: a call to another service, keys to be fetched, a library to load.
///
/// It changes nothing, here or elsewhere: it may run again and again until it succeeds.
public interface WarmUp {

  /// What works once it has succeeded, for people who read the health check.
  String name();

  Uni<Void> run();
}
