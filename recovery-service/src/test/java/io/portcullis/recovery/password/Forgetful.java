package io.portcullis.recovery.password;

import io.portcullis.contracts.AccountId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.UUID;

/// A customer who forgot a password.
record Forgetful(AccountId account, String identifier, String network) {

  static Forgetful someone() {
    UUID id = UUID.randomUUID();
    return new Forgetful(new AccountId(id), "alice-" + id + "@example.org", anyNetwork());
  }

  static String anyNetwork() {
    var random = ThreadLocalRandom.current();
    return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }
}
