package io.portcullis.mfa.totp;

import java.security.SecureRandom;

/// The 160 bits that an authenticator app and we share (RFC 4226 §4 R6 recommends that length).
record TotpSecret(byte[] bytes) {

  private static final int BYTES = 20;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 §6

  TotpSecret {
    bytes = bytes.clone();
  }

  static TotpSecret generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new TotpSecret(bytes);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /// As a person types it into an app: 32 characters without padding, since 160 bits are a whole number of them.
  String base32() {
    var text = new StringBuilder(BYTES * 8 / 5);
    int buffer = 0;
    int bits = 0;
    for (byte next : bytes) {
      buffer = buffer << 8 | next & 0xFF;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(buffer >> bits & 0x1F));
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "TotpSecret[REDACTED]";
  }
}
