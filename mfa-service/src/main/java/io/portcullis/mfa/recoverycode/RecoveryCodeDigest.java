package io.portcullis.mfa.recoverycode;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;

/// What is stored of a recovery code: a keyed digest over it and its account. Eighty random bits need no slow hash;
/// the key makes a stolen table worthless all the same, and the account keeps a row from being moved to another.
@ApplicationScoped
class RecoveryCodeDigest {

  private final KeyedDigest digest;

  RecoveryCodeDigest(KeyRing ring) {
    digest = ring.digestFor("recovery-code");
  }

  String of(AccountId account, RecoveryCode code) {
    return digest.of(account.toString(), code.symbols());
  }

  /// Whether `stored` is this code's digest, under any key that the ring still holds.
  boolean matches(String stored, AccountId account, RecoveryCode code) {
    return digest.matches(stored, account.toString(), code.symbols());
  }
}
