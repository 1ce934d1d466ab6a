package io.portcullis.contracts;

import java.util.Objects;

/// Where a person can be reached, in normalised form (e-mail with an A-label domain, phone in E.164).
public record Address(Channel channel, String value) {

  public enum Channel { EMAIL, SMS }

  public Address {
    Objects.requireNonNull(channel);
    Objects.requireNonNull(value);
  }

  /// Redacted: an address is personal data and does not belong in a log line.
  @Override
  public String toString() {
    return channel + ":[redacted]";
  }
}
