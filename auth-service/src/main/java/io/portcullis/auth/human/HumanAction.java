package io.portcullis.auth.human;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a proof is for. A proof for one action is worth nothing for another.
public enum HumanAction {
  SIGN_IN, REGISTRATION, RESEND, PASSWORD_RECOVERY, IDENTIFIER;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
