package io.portcullis.notification.delivery;

import io.portcullis.contracts.Address;
import java.util.Locale;

/// How letters reach people.
public enum Channel {
  EMAIL, SMS,
  /// To a browser that asked for it (RFC 8030).
  PUSH;

  static Channel of(Address.Channel channel) {
    return switch (channel) {
      case EMAIL -> EMAIL;
      case SMS -> SMS;
    };
  }

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Channel of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
