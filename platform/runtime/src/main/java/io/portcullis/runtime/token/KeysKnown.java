package io.portcullis.runtime.token;

import io.portcullis.runtime.start.WarmUp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// The first customer's token shall not wait for the keys to be fetched.
@ApplicationScoped
class KeysKnown implements WarmUp {

  private final VerificationKeys keys;

  KeysKnown(VerificationKeys keys) {
    this.keys = keys;
  }

  @Override
  public String name() {
    return "keys of access tokens known";
  }

  @Override
  public Uni<Void> run() {
    return keys.available();
  }
}
