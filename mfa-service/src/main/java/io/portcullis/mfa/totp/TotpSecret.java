package io.portcullis.mfa.totp;

import java.security.SecureRandom;

/// The bits that an authenticator app and we share: at least 160 (RFC 4226 §4 R6).
record TotpSecret(byte[] bytes) {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 §6

  TotpSecret {
    bytes = bytes.clone();
  }

  static TotpSecret generate(TotpAlgorithm algorithm, SecureRandom random) {
    byte[] bytes = new byte[algorithm.secretBytes()];
    random.nextBytes(bytes);
    return new TotpSecret(bytes);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /// As a person types it into an app: without padding, which some apps refuse and none needs.
  String base32() {
    var text = new StringBuilder((bytes.length * 8 + 4) / 5);
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
    if (bits > 0) {
      text.append(ALPHABET.charAt(buffer << 5 - bits & 0x1F)); // RFC 4648 §6: the rest of the bits are zero
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "TotpSecret[REDACTED]";
  }
}
