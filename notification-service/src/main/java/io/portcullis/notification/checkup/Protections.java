package io.portcullis.notification.checkup;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.BookOnlyAction;
import io.portcullis.contracts.AuthEvent.BookOnlyChange;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.AuthEvent.IdentifierClaimed;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.contracts.RecoveryEvent.CaseCompleted;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.ApiKeyChanged;
import io.portcullis.contracts.SessionEvent.ApiKeyCreated;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.WithdrawalLockAction;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// How an account is protected, as its events tell, one after another. Kept as JSON: its fields are the columns.
@RegisterForReflection
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE, isGetterVisibility = Visibility.NONE)
final class Protections {

  /// Another number when `hear` reads anything else out of an event, or a field changes: what was kept under the old one is made anew.
  static final int VERSION = 3;
  static final Duration LATELY = Duration.ofDays(30);
  private static final Set<CaseReason> TAKE_THE_PASSPHRASE = EnumSet.of(CaseReason.LOST_TRADING_PASSPHRASE, CaseReason.COMPROMISED_ACCOUNT);

  private static final Set<IdentifierAction> SETTLE_WHAT_IS_UNPROVED = EnumSet.of(IdentifierAction.ADDED, IdentifierAction.RESTORED);

  private Map<AuthenticatorType, Integer> factors = new EnumMap<>(AuthenticatorType.class);
  private Set<Removal> removals = new HashSet<>();
  private Set<String> suspectedCopies = new HashSet<>();
  private Map<UUID, Instant> newDevices = new HashMap<>();
  private Map<UUID, KeyUse> apiKeys = new HashMap<>();
  private boolean firstDeviceSeen;
  private int recoveryCodes;
  private boolean passwordLeaked;
  private Passphrase passphrase = Passphrase.NONE;
  /// Recovery cases that take the passphrase away once they are completed.
  private Set<UUID> passphraseCases = new HashSet<>();
  private BookOnlyAction bookOnly = BookOnlyAction.OFF;
  private Optional<UnprovedIdentifier> unproved = Optional.empty();
  private boolean settingsLocked;
  private Optional<Instant> settingsOpenAt = Optional.empty();
  private Optional<Instant> withdrawalsOpenAt = Optional.empty();

  @RegisterForReflection
  record Removal(AuthenticatorType type, String name, Instant takesEffectAt) {}

  /// The one that was named last and whose code nobody has shown.
  @RegisterForReflection
  record UnprovedIdentifier(Address.Channel channel, Instant time) {}

  /// @param restricted whether it counts from some networks alone, as far as is known
  @RegisterForReflection
  record KeyUse(boolean enabled, boolean restricted) {}

  enum Passphrase { NONE, SET, STOPPED }

  enum Lock { OPEN, LOCKED, UNLOCKING }

  static Protections of(List<SecurityEvent> heard) {
    var protections = new Protections();
    heard.forEach(protections::hear);
    return protections;
  }

  /// Drops what no longer counts for anything, so that it does not grow.
  void forget(Instant now) {
    newDevices.values().removeIf(now.minus(LATELY)::isAfter);
    removals.removeIf(removal -> removal.takesEffectAt().isBefore(now));
    unproved = unproved(now);
  }

  void hear(SecurityEvent event) {
    switch (event) {
      case AuthenticatorEnrolled enrolled -> factors.merge(enrolled.authenticator(), 1, Integer::sum);
      case AuthenticatorRemoved removed -> {
        factors.computeIfPresent(removed.authenticator(), (_, number) -> number > 1 ? number - 1 : null);
        awaitsNoRemoval(removed.authenticator(), removed.name());
        suspectedCopies.remove(removed.name());
        // They go with the last factor.
        recoveryCodes = factors.isEmpty() ? 0 : recoveryCodes;
      }
      case AuthenticatorRemovalRequested asked -> awaitsRemoval(asked.authenticator(), asked.name(), asked.takesEffectAt());
      case AuthenticatorRemovalImminent near -> awaitsRemoval(near.authenticator(), near.name(), near.takesEffectAt());
      case AuthenticatorRemovalCancelled kept -> awaitsNoRemoval(kept.authenticator(), kept.name());
      case AuthenticatorCloneSuspected suspected -> suspectedCopies.add(suspected.name());
      case RecoveryCodesIssued issued -> recoveryCodes = issued.count();
      case RecoveryCodeUsed used -> recoveryCodes = used.left();
      case TradingPassphraseChanged _ -> passphrase = Passphrase.SET;
      case TradingPassphraseThrottled throttled -> passphrase = throttled.stopped() ? Passphrase.STOPPED : passphrase;
      case CaseOpened opened when TAKE_THE_PASSPHRASE.contains(opened.reason()) -> passphraseCases.add(opened.recoveryCase());
      case CaseCompleted completed when passphraseCases.contains(completed.recoveryCase()) -> passphrase = Passphrase.NONE;
      case CredentialCompromise _ -> passwordLeaked = true;
      case CredentialChange _ -> passwordLeaked = false;
      case IdentifierClaimed claimed -> unproved = Optional.of(new UnprovedIdentifier(claimed.channel(), claimed.time()));
      // Which one was proved is told to nobody here. After a slip of the pen the second try is the one that counts.
      case IdentifierChange change when SETTLE_WHAT_IS_UNPROVED.contains(change.action()) -> unproved = Optional.empty();
      case BookOnlyChange change -> bookOnly = change.action();
      case ApiKeyCreated created -> apiKeys.put(created.key(), new KeyUse(true, created.restricted()));
      case ApiKeyChanged changed -> apiKeys.computeIfPresent(changed.key(), (_, key) -> switch (changed.change()) {
        case RENAMED -> key;
        case NETWORKS_NARROWED -> new KeyUse(key.enabled(), true);
        // To other networks, or to all: nobody can tell, and it wants a look.
        case NETWORKS_WIDENED -> new KeyUse(key.enabled(), false);
        case ENABLED -> new KeyUse(true, key.restricted());
      });
      case ApiKeyDisabled disabled -> apiKeys.computeIfPresent(disabled.key(), (_, key) -> switch (disabled.reason()) {
        case DELETED, REVOKED_BY_HOLDER, APPROVAL_DECLINED -> null;
        case DISABLED_BY_CUSTOMER, ACCOUNT_FROZEN, ACCOUNT_LOCKED, PASSWORD_RESET, IDENTIFIER_RESTORED, IDLE -> new KeyUse(false, key.restricted());
      });
      case SessionEstablished established -> newDevice(established);
      case DeviceChange change -> known(change);
      case SettingsLockChange change -> {
        settingsLocked = true;
        settingsOpenAt = change.opensAt();
      }
      case WithdrawalLockChange change ->
          withdrawalsOpenAt = change.action() == WithdrawalLockAction.LOCKED ? Optional.of(change.opensAt()) : Optional.empty();
      default -> { }
    }
  }

  private void awaitsRemoval(AuthenticatorType type, String name, Instant takesEffectAt) {
    awaitsNoRemoval(type, name);
    removals.add(new Removal(type, name, takesEffectAt));
  }

  private void awaitsNoRemoval(AuthenticatorType type, String name) {
    removals.removeIf(removal -> removal.type() == type && removal.name().equals(name));
  }

  // The very first one opened the account.
  private void newDevice(SessionEstablished established) {
    if (firstDeviceSeen) {
      newDevices.put(established.deviceId().value(), established.time());
    }
    firstDeviceSeen = true;
  }

  // What its owner has named, trusted or forgotten was looked at.
  private void known(DeviceChange change) {
    if (change.action() != DeviceAction.TRUST_ENDED) {
      newDevices.remove(change.deviceId().value());
    }
  }

  boolean has(AuthenticatorType type) {
    return factors.containsKey(type);
  }

  boolean hasFactor() {
    return !factors.isEmpty();
  }

  boolean isCopySuspected() {
    return has(AuthenticatorType.WEBAUTHN) && !suspectedCopies.isEmpty();
  }

  /// When the next factor goes that waits for its removal.
  Optional<Instant> nextRemoval(Instant now) {
    return removals.stream().map(Removal::takesEffectAt).filter(now::isBefore).min(Instant::compareTo);
  }

  int recoveryCodes() {
    return recoveryCodes;
  }

  boolean isPasswordLeaked() {
    return passwordLeaked;
  }

  Passphrase passphrase() {
    return passphrase;
  }

  /// Devices that signed in for the first time since then, and that their owner has done nothing about.
  int newDevicesSince(Instant since) {
    return (int) newDevices.values().stream().filter(since::isBefore).count();
  }

  /// API keys that count, and perhaps from every network.
  int openApiKeys() {
    return (int) apiKeys.values().stream().filter(key -> key.enabled() && !key.restricted()).count();
  }

  /// One that was named lately; what is older its owner has thought better of.
  Optional<UnprovedIdentifier> unproved(Instant now) {
    return unproved.filter(named -> now.minus(LATELY).isBefore(named.time()));
  }

  BookOnlyAction bookOnly() {
    return bookOnly;
  }

  /// An unlocking whose time is over has ended the lock.
  Lock settingsLock(Instant now) {
    if (!settingsLocked) {
      return Lock.OPEN;
    }
    return settingsOpenAt.map(opens -> now.isBefore(opens) ? Lock.UNLOCKING : Lock.OPEN).orElse(Lock.LOCKED);
  }

  Optional<Instant> withdrawalsLockedUntil(Instant now) {
    return withdrawalsOpenAt.filter(now::isBefore);
  }
}
