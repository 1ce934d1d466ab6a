package io.portcullis.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What session-service publishes.
@PublishedBy("session-service")
public sealed interface SessionEvent extends SecurityEvent {

  /// A sign-in was completed (CAEP session-established).
  ///
  /// @param device  the device's display name, made from its user agent
  /// @param address the network address it came from, as text; empty when unknown
  /// @param place   where that is, such as "Berlin, Germany"; empty when unknown
  /// @param reasons what was unusual about it; empty when nothing was
  /// @param factorSettledAt from when on the second factor that was shown counts as settled; left out where none was shown or its
  ///                age is not known, and by an earlier release
  @WireName("io.portcullis.session.session-established.v1")
  record SessionEstablished(
      EventId id, AccountId subject, Instant time, SessionId session, DeviceId deviceId, String device,
      Optional<String> address, String acr, DeviceRecognition recognition, Optional<String> place,
      List<RiskReason> reasons, Optional<Instant> factorSettledAt) implements SessionEvent, OnDevice, FromPlace {
    /// Events of earlier releases lack what was added since.
    public SessionEstablished {
      place = place == null ? Optional.empty() : place;
      reasons = reasons == null ? List.of() : List.copyOf(reasons);
      factorSettledAt = factorSettledAt == null ? Optional.empty() : factorSettledAt;
    }
  }

  /// Somebody who knew the password was turned away, because too much about the sign-in was unusual. Told once an hour
  /// for each account.
  ///
  /// @param device  the display name of what it came from
  /// @param address the network address it came from, as text; empty when unknown
  /// @param place   where that is; empty when unknown
  @WireName("io.portcullis.session.sign-in-blocked.v1")
  record SignInBlocked(
      EventId id, AccountId subject, Instant time, String device, Optional<String> address, Optional<String> place,
      List<RiskReason> reasons) implements SessionEvent, OnDevice, FromPlace {
    public SignInBlocked {
      reasons = List.copyOf(reasons);
    }
  }

  /// The customer changed what is known of a device.
  ///
  /// @param device what it called itself, or the new name if it was renamed
  @WireName("io.portcullis.session.device-change.v1")
  record DeviceChange(EventId id, AccountId subject, Instant time, DeviceId deviceId, String device, DeviceAction action)
      implements SessionEvent, OnDevice {}

  /// A session ended before its time (CAEP session-revoked).
  @WireName("io.portcullis.session.session-revoked.v1")
  record SessionRevoked(EventId id, AccountId subject, Instant time, SessionId session, String device, EndReason reason)
      implements SessionEvent, OnDevice {}

  /// A refresh token came back after its successor was in use: one of the two holders is a thief
  /// (RFC 9700 §4.14.2). The session has ended.
  @WireName("io.portcullis.session.refresh-token-reused.v1")
  record RefreshTokenReused(EventId id, AccountId subject, Instant time, SessionId session, String device)
      implements SessionEvent, OnDevice {}

  /// A refresh was repeated from another network before its successor was used. The session went on there, and the
  /// successor that was given out before is worth nothing: a phone that changed networks, or a thief.
  ///
  /// @param address the network address that it went on at, as text; empty when unknown
  /// @param place   where that is; empty when unknown
  @WireName("io.portcullis.session.refresh-repeated-elsewhere.v1")
  record RefreshRepeatedElsewhere(
      EventId id, AccountId subject, Instant time, SessionId session, String device, Optional<String> address,
      Optional<String> place) implements SessionEvent, OnDevice, FromPlace {}

  /// A session was raised by a step-up, or freed of a restriction (CAEP assurance-level-change).
  ///
  /// @param acr             what the session is worth now
  /// @param factorSettledAt as in [SessionEstablished]
  @WireName("io.portcullis.session.assurance-level-change.v1")
  record AssuranceLevelChange(EventId id, AccountId subject, Instant time, SessionId session, String device, String acr,
      Optional<Instant> factorSettledAt) implements SessionEvent, OnDevice {
    public AssuranceLevelChange {
      factorSettledAt = factorSettledAt == null ? Optional.empty() : factorSettledAt;
    }
  }

  /// The customer approved an API key, and it was made.
  ///
  /// @param key        its id in the customer's list
  /// @param name       as the customer called it
  /// @param scopes     what it may do
  /// @param restricted whether it counts from some networks alone
  @WireName("io.portcullis.session.api-key-created.v1")
  record ApiKeyCreated(EventId id, AccountId subject, Instant time, UUID key, String name, List<String> scopes, boolean restricted)
      implements SessionEvent, OnApiKey {
    public ApiKeyCreated {
      scopes = List.copyOf(scopes);
    }
  }

  /// The customer changed an API key.
  ///
  /// @param name the new one if it was renamed
  @WireName("io.portcullis.session.api-key-changed.v1")
  record ApiKeyChanged(EventId id, AccountId subject, Instant time, UUID key, String name, ApiKeyChange change)
      implements SessionEvent, OnApiKey {}

  /// An API key counts no more.
  @WireName("io.portcullis.session.api-key-disabled.v1")
  record ApiKeyDisabled(EventId id, AccountId subject, Instant time, UUID key, String name, ApiKeyDisableReason reason)
      implements SessionEvent, OnApiKey {}

  /// An API key that counts from every network was not used for weeks, and is disabled at `disabledAt` unless it is used.
  @WireName("io.portcullis.session.api-key-idle.v1")
  record ApiKeyIdle(EventId id, AccountId subject, Instant time, UUID key, String name, Instant disabledAt)
      implements SessionEvent, OnApiKey {}

  /// An API key was used from a network for the first time.
  ///
  /// @param address the network address that it was used from, as text
  /// @param place   where that is; empty when unknown
  @WireName("io.portcullis.session.api-key-used-elsewhere.v1")
  record ApiKeyUsedElsewhere(
      EventId id, AccountId subject, Instant time, UUID key, String name, Optional<String> address, Optional<String> place)
      implements SessionEvent, OnApiKey, FromPlace {}

  /// The customer locked the account's security settings, or began or stopped unlocking them.
  ///
  /// @param days    how long unlocking takes
  /// @param opensAt when the lock ends; empty while nobody has asked for unlocking
  @WireName("io.portcullis.session.settings-lock-change.v1")
  record SettingsLockChange(
      EventId id, AccountId subject, Instant time, SettingsLockAction action, int days, Optional<Instant> opensAt)
      implements SessionEvent {}

  /// The customer locked withdrawals for a time, or lifted such a lock early.
  ///
  /// @param opensAt when the lock ends, or would have ended
  @WireName("io.portcullis.session.withdrawal-lock-change.v1")
  record WithdrawalLockChange(
      EventId id, AccountId subject, Instant time, WithdrawalLockAction action, WithdrawalLockKind kind, Instant opensAt)
      implements SessionEvent {}

  enum SettingsLockAction {
    /// Also again: for longer, or instead of unlocking.
    LOCKED,
    /// From now on the time runs.
    UNLOCKING,
    /// The lock stays on.
    UNLOCKING_CANCELLED
  }

  enum WithdrawalLockAction { LOCKED, LIFTED }

  enum WithdrawalLockKind {
    /// Two strong factors lift it early that were enrolled before it.
    SOFT,
    /// Nobody lifts it early.
    STRICT
  }

  enum DeviceRecognition { NEW, KNOWN }

  /// What may be unusual about a sign-in.
  enum RiskReason {
    NEW_DEVICE, NEW_COUNTRY,
    /// Too far from where the account was used just before.
    IMPOSSIBLE_TRAVEL,
    /// Wrong passwords for this account just before.
    FAILED_ATTEMPTS,
    /// Wrong passwords for many accounts from this network.
    NETWORK_FAILURES,
    /// The right password was tried at many other accounts, where it was wrong.
    SPRAYED_PASSWORD,
    /// The network stands on a list of the installation's.
    LISTED_NETWORK,
    /// Nobody had signed in for a long time.
    DORMANT_ACCOUNT
  }

  enum DeviceAction {
    RENAMED,
    /// No second factor is asked for there for a while.
    TRUSTED,
    TRUST_ENDED,
    /// Its next sign-in is one from a new device.
    FORGOTTEN
  }

  enum ApiKeyChange {
    RENAMED,
    /// From fewer networks than before.
    NETWORKS_NARROWED,
    /// From other networks, or from every one.
    NETWORKS_WIDENED,
    /// It counts again.
    ENABLED
  }

  enum ApiKeyDisableReason {
    /// It can be enabled again.
    DISABLED_BY_CUSTOMER,
    DELETED,
    /// Another person showed that they have it.
    REVOKED_BY_HOLDER,
    /// Its owner declined what had been approved, after it was made.
    APPROVAL_DECLINED,
    ACCOUNT_FROZEN,
    /// It can be enabled again.
    PASSWORD_RESET,
    /// A change of the account's addresses was taken back. It can be enabled again.
    IDENTIFIER_RESTORED,
    /// By the company's staff. It can be enabled again once the account is unlocked.
    ACCOUNT_LOCKED,
    /// It could do more than read, from every network, and nobody used it for a long time. It can be enabled again.
    IDLE
  }

  enum EndReason {
    SIGNED_OUT, REVOKED_BY_CUSTOMER, DEVICE_REVOKED, PASSWORD_RESET, ACCOUNT_FROZEN, REFRESH_TOKEN_REUSED, TOKEN_REVOKED,
    /// The account had more sessions than one may have, and this was the oldest.
    SESSION_LIMIT,
    /// By the signed-in customer, whose session of then went on.
    PASSWORD_CHANGED,
    /// A change of the account's addresses was taken back.
    IDENTIFIER_RESTORED,
    /// The company's staff locked the account.
    ACCOUNT_LOCKED,
    /// By the company's staff.
    ENDED_BY_SUPPORT
  }
}
