package io.portcullis.mfa.webauthn;

/// The fixed head of authenticator data (WebAuthn L3 §6.1), as far as the library leaves it to us.
record AuthenticatorData(byte[] bytes) {

  private static final int FLAGS = 32;
  private static final int HEAD = 37;
  /// Head, AAGUID and the length of the credential id.
  private static final int ATTESTED_HEAD = HEAD + 16 + 2;

  AuthenticatorData {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  boolean isBackupEligible() {
    return has(0x08);
  }

  boolean isBackedUp() {
    return has(0x10);
  }

  /// Whether it is of the form that a registration must have: with attested credential data.
  boolean isOfRegistration() {
    if (bytes.length < ATTESTED_HEAD || !hasAttestedCredential()) {
      return false;
    }
    int idLength = (bytes[ATTESTED_HEAD - 2] & 0xFF) << 8 | bytes[ATTESTED_HEAD - 1] & 0xFF;
    return Ctap2Cbor.isSequence(bytes, ATTESTED_HEAD + idLength, hasExtensions() ? 2 : 1);
  }

  /// Whether it is of the form that an assertion must have: without.
  boolean isOfAssertion() {
    return bytes.length >= HEAD && !hasAttestedCredential() && Ctap2Cbor.isSequence(bytes, HEAD, hasExtensions() ? 1 : 0);
  }

  private boolean hasAttestedCredential() {
    return has(0x40);
  }

  private boolean hasExtensions() {
    return has(0x80);
  }

  private boolean has(int flag) {
    return (bytes[FLAGS] & flag) != 0;
  }
}
