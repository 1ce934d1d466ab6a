package io.portcullis.auth.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whose data it is. Each service has one part of an export.
enum ExportPart {
  AUTH, MFA, SESSION, NOTIFICATION, RECOVERY;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ExportPart of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /// Those that services hand in, which auth-service does not call. The name is what their tokens prove.
  static Optional<ExportPart> handedInBy(String caller) {
    return Arrays.stream(values()).filter(part -> part == NOTIFICATION || part == RECOVERY)
        .filter(part -> caller.equals(part.wireName() + "-service")).findFirst();
  }
}
