package io.portcullis.notification.preference;

import io.portcullis.contracts.AuthEvent.AddressBooked;
import io.portcullis.contracts.AuthEvent.AddressUnbooked;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.ApiKeyChanged;
import io.portcullis.contracts.SessionEvent.ApiKeyCreated;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.ApiKeyIdle;
import io.portcullis.contracts.SessionEvent.ApiKeyUsedElsewhere;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Alerts that a customer chooses about together. Of each, those that are critical are not asked about.
public enum AlertGroup {
  SIGN_INS, DEVICES, API_KEYS, MONEY, PRICES, ACCOUNT;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<AlertGroup> of(String wireName) {
    return Arrays.stream(values()).filter(group -> group.wireName().equals(wireName)).findFirst();
  }

  static AlertGroup of(SecurityEvent event) {
    return switch (event) {
      case SessionEstablished _, SignInBlocked _, PasswordFailures _, VerificationThrottled _, ExchangeLogin _ -> SIGN_INS;
      case DeviceChange _, SessionRevoked _, RefreshTokenReused _ -> DEVICES;
      case ApiKeyCreated _, ApiKeyChanged _, ApiKeyDisabled _, ApiKeyIdle _, ApiKeyUsedElsewhere _ -> API_KEYS;
      case WithdrawalTold _, AddressBooked _, AddressUnbooked _ -> MONEY;
      case PriceReached _ -> PRICES;
      default -> ACCOUNT;
    };
  }

  /// Whether quiet hours hold it back. News of a sign-in is worth nothing in the morning.
  boolean canWait() {
    return this != SIGN_INS;
  }
}
