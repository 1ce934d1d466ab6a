package io.portcullis.acceptance;

import java.security.SecureRandom;
import java.util.HexFormat;

/// What a customer signs in with. Every one is fresh, so runs against a suite that keeps its data don't meet.
public record Identifier(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public static Identifier email(String name) {
    return new Identifier("%s-%s@example.org".formatted(name, random()));
  }

  /// A British mobile number; the inbox stands in for the provider, so nobody is ever called.
  public static Identifier phone() {
    return new Identifier("+447400%06d".formatted(RANDOM.nextInt(1_000_000)));
  }

  /// A password nobody else has.
  public static String password() {
    return "copper lantern ferry " + random();
  }

  static String random() {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
