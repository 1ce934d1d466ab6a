package io.portcullis.mfa.protection;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/// What a change did to the account's protection. auth-service shows these names to the customer as the reasons of a hold.
@RegisterForReflection
public enum ProtectionChange {
  /// A second factor was removed, replaced or taken back.
  FACTOR_REMOVED("second-factor-removed"),
  /// Codes to an address became a factor beside another one: a weaker way in.
  WEAKENED("second-factor-weakened"),
  /// A security key, passkey or authenticator app was added beside another factor.
  FACTOR_ADDED("second-factor-added"),
  /// An account got a factor that had none: nothing but a password or an address stood behind that.
  FIRST_FACTOR("first-second-factor"),
  /// The recovery codes were issued anew, and the older ones are void.
  RECOVERY_CODES_ISSUED("recovery-codes-issued"),
  RECOVERY_CODE_USED("recovery-code-used"),
  /// Set for the first time or changed: a thief who has a settled factor could set it and spend it at once.
  TRADING_PASSPHRASE_SET("trading-passphrase-set");

  private final String wireName;

  ProtectionChange(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  Duration holdsFor(HoldConfig config) {
    return switch (this) {
      case FACTOR_REMOVED, WEAKENED -> config.secondFactorRemoved();
      case FACTOR_ADDED -> config.secondFactorAdded();
      case FIRST_FACTOR -> config.firstSecondFactor();
      case RECOVERY_CODES_ISSUED -> config.recoveryCodesIssued();
      case RECOVERY_CODE_USED -> config.recoveryCodeUsed();
      case TRADING_PASSPHRASE_SET -> config.tradingPassphraseSet();
    };
  }
}
