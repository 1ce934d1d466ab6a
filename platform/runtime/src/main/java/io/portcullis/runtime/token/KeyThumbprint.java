package io.portcullis.runtime.token;

import java.util.Optional;
import java.util.regex.Pattern;

/// The SHA-256 thumbprint of a client's public key (RFC 7638), base64url: what `cnf.jkt` of a token holds that only the
/// holder of that key may use (RFC 9449 §6.1).
public record KeyThumbprint(String value) {

  /// 32 bytes in base64url without padding.
  public static final String PATTERN = "[A-Za-z0-9_-]{43}";
  private static final Pattern FORM = Pattern.compile(PATTERN);

  public KeyThumbprint {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a SHA-256 thumbprint");
    }
  }

  public static Optional<KeyThumbprint> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new KeyThumbprint(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
