package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.seal.SealedColumn;
import io.portcullis.runtime.crypto.SealedBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Seals a secret to its row: moved to another account or authenticator, it does not open.
@ApplicationScoped
class TotpSecretBox {

  private final SealedBox box;

  TotpSecretBox(SealedBox box) {
    this.box = box;
  }

  String seal(TotpSecret secret, AccountId account, AuthenticatorId id) {
    return box.seal(secret.bytes(), place(account, id.toString()));
  }

  /// @throws SealedBox.SealBroken when it was altered, or belongs to another row
  TotpSecret open(String sealed, AccountId account, AuthenticatorId id) {
    return new TotpSecret(box.open(sealed, place(account, id.toString())));
  }

  @Produces
  @Singleton
  static SealedColumn column() {
    return new SealedColumn("totp_authenticator", "id", "sealed_secret", TotpSecretBox::place);
  }

  private static String place(AccountId account, String id) {
    return "totp/" + account + '/' + id;
  }
}
