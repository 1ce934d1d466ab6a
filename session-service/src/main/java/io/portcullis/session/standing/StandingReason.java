package io.portcullis.session.standing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Why an account's standing changed.
@RegisterForReflection
enum StandingReason {
  @JsonProperty("password-reset") PASSWORD_RESET(EndReason.PASSWORD_RESET),
  @JsonProperty("password-changed") PASSWORD_CHANGED(EndReason.PASSWORD_CHANGED),
  @JsonProperty("identifier-restored") IDENTIFIER_RESTORED(EndReason.IDENTIFIER_RESTORED),
  @JsonProperty("frozen") FROZEN(EndReason.ACCOUNT_FROZEN),
  /// By the company's staff, until they unlock it: auth-service refuses sign-ins meanwhile.
  @JsonProperty("locked") LOCKED(EndReason.ACCOUNT_LOCKED),
  /// By the company's staff, who leave the account open.
  @JsonProperty("support") SUPPORT(EndReason.ENDED_BY_SUPPORT),
  /// Sessions may be opened again; what the freeze ended stays ended.
  @JsonProperty("unfrozen") UNFROZEN(EndReason.ACCOUNT_FROZEN);

  private final EndReason endReason;

  StandingReason(EndReason endReason) {
    this.endReason = endReason;
  }

  /// What the sessions that end of it say.
  EndReason endReason() {
    return endReason;
  }
}
