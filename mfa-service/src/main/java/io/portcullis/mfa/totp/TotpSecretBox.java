package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.SealedBox;
import jakarta.enterprise.context.ApplicationScoped;

/// Seals a secret to its row: moved to another account or authenticator, it does not open.
@ApplicationScoped
class TotpSecretBox {

  private final SealedBox box;

  TotpSecretBox(SealedBox box) {
    this.box = box;
  }

  String seal(TotpSecret secret, AccountId account, AuthenticatorId id) {
    return box.seal(secret.bytes(), place(account, id));
  }

  /// @throws SealedBox.SealBroken when it was altered, or belongs to another row
  TotpSecret open(String sealed, AccountId account, AuthenticatorId id) {
    return new TotpSecret(box.open(sealed, place(account, id)));
  }

  private static String place(AccountId account, AuthenticatorId id) {
    return "totp/" + account + '/' + id;
  }
}
