package io.portcullis.notification.sharedsignals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The events that a stream can carry, by their names in CAEP and RISC, and what a stream says of itself.
enum SignalType {
  SESSION_ESTABLISHED(Profile.CAEP),
  SESSION_REVOKED(Profile.CAEP),
  CREDENTIAL_CHANGE(Profile.CAEP),
  ASSURANCE_LEVEL_CHANGE(Profile.CAEP),
  ACCOUNT_DISABLED(Profile.RISC),
  ACCOUNT_ENABLED(Profile.RISC),
  ACCOUNT_PURGED(Profile.RISC),
  CREDENTIAL_COMPROMISE(Profile.RISC),
  RECOVERY_ACTIVATED(Profile.RISC),
  RECOVERY_INFORMATION_CHANGED(Profile.RISC),
  VERIFICATION(Profile.SSF),
  STREAM_UPDATED(Profile.SSF);

  enum Profile { CAEP, RISC, SSF }

  /// What a receiver may ask for. The others come anyway.
  static final List<SignalType> SUPPORTED = Arrays.stream(values()).filter(type -> type.profile != Profile.SSF).toList();

  private final Profile profile;
  private final String uri;

  SignalType(Profile profile) {
    this.profile = profile;
    uri = "https://schemas.openid.net/secevent/" + lower(profile) + "/event-type/" + lower(this).replace('_', '-');
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  String uri() {
    return uri;
  }

  boolean isCaep() {
    return profile == Profile.CAEP;
  }

  /// Those of `uris` that there are, in their order; what is not known is ignored (SSF 1.0 §8.1.1).
  static List<String> known(List<String> uris) {
    return uris.stream().distinct().filter(uri -> SUPPORTED.stream().anyMatch(type -> type.uri.equals(uri))).toList();
  }
}
