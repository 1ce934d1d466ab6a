package io.portcullis.mfa.totp;

/// A secret and how codes are made from it.
record TotpKey(TotpAlgorithm algorithm, TotpSecret secret) {

  int code(long step) {
    return Hotp.code(algorithm, secret.bytes(), step, TotpCode.MODULUS);
  }
}
