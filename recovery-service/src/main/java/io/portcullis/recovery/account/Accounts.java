package io.portcullis.recovery.account;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.recovery.account.AuthService.CancelOrder;
import io.portcullis.recovery.account.AuthService.Found;
import io.portcullis.recovery.account.AuthService.FreezeOrder;
import io.portcullis.recovery.account.AuthService.IssuedReset;
import io.portcullis.recovery.account.AuthService.Lookup;
import io.portcullis.recovery.account.AuthService.PasswordOrder;
import io.portcullis.recovery.account.AuthService.Refusal;
import io.portcullis.recovery.account.KnownDevices.AskedDevice;
import io.portcullis.recovery.account.KnownDevices.DeviceAnswer;
import io.portcullis.recovery.account.PasswordChange.Changed;
import io.portcullis.recovery.account.PasswordChange.Frozen;
import io.portcullis.recovery.account.PasswordChange.Gone;
import io.portcullis.recovery.account.PasswordChange.Refused;
import io.portcullis.recovery.account.PasswordChange.SettingsLocked;
import io.portcullis.recovery.account.Recoveries.RecoveryOrder;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Accounts as recovery sees them. When auth-service gives no answer, or one that promises nothing, every method
/// fails with the problem `unavailable`: whatever was begun must be taken back, and the caller may come again.
@ApplicationScoped
public class Accounts {

  // A frozen or locked account may set a new password: it stays frozen, and its owner will need one. An account whose
  // identifier was never proved has nobody to write to.
  private static final Set<String> MAY_RESET = Set.of("active", "locked", "frozen");

  private static final String PASSWORD_REFUSED = "urn:portcullis:problem:password-refused";

  private static final String ACCOUNT_FROZEN = "urn:portcullis:problem:account-frozen";

  private static final String SETTINGS_LOCKED = "urn:portcullis:problem:settings-locked";

  private final AuthService auth;
  private final Recoveries recoveries;
  private final KnownDevices devices;

  Accounts(@RestClient AuthService auth, @RestClient Recoveries recoveries, @RestClient KnownDevices devices) {
    this.auth = auth;
    this.recoveries = recoveries;
    this.devices = devices;
  }

  /// Empty when nobody may reset a password by this identifier: unknown, not one at all, or never proved.
  public Uni<Optional<Reachable>> find(Secret identifier) {
    return auth.lookup(new Lookup(identifier.reveal()))
        .map(Accounts::reachable)
        .onFailure(WebApplicationException.class).recoverWithUni(refused -> isAbout(refused, 400, 404)
            ? now(Optional.empty())
            : Uni.createFrom().failure(refused))
        .onFailure().transform(ProblemException::unavailable);
  }

  /// Whether the account's owner signed in on a device before.
  ///
  /// @param device SHA-256 of the device's token
  public Uni<Boolean> isKnownDevice(AccountId account, byte[] device) {
    return devices.ask(new AskedDevice(account, HexFormat.of().formatHex(device))).map(DeviceAnswer::known)
        // An earlier release of auth-service.
        .onFailure(WebApplicationException.class).recoverWithUni(refused -> isAbout(refused, 404)
            ? now(false)
            : Uni.createFrom().failure(refused))
        .onFailure().transform(ProblemException::unavailable);
  }

  /// Sets a new password and ends every session of the account; once per `reset`, however often it is asked.
  ///
  /// @param issued    the customer's proof: a freeze since then voids it
  /// @param sentTo    where it went: that address is no second factor for a while; empty when it is not known
  /// @param onWayBack whether a factor of before the freeze was shown: a frozen account takes a new password so alone
  public Uni<PasswordChange> setPassword(
      AccountId account, UUID reset, Issued issued, Optional<String> sentTo, boolean onWayBack, Secret password) {
    return auth.setPassword(account, new PasswordOrder(password.reveal(), reset, issued.at(), sentTo, issued.epoch(), onWayBack))
        .<PasswordChange>map(_ -> new Changed())
        .onFailure(WebApplicationException.class).recoverWithUni(Accounts::refusal)
        .onFailure().transform(ProblemException::unavailable);
  }

  /// Whether a freeze, or something else that the account went through, voids what was issued to reset its password.
  public Uni<Boolean> voids(AccountId account, Issued issued) {
    return standing(account, issued).map(LinkStanding::voided);
  }

  /// @param frozen whether a new password alone lets nobody in
  public record LinkStanding(boolean voided, boolean frozen) {}

  /// The same, and what the account's owner will need beside the link.
  public Uni<LinkStanding> standing(AccountId account, Issued issued) {
    return auth.resetState(account, new IssuedReset(issued.at(), issued.epoch()))
        .map(state -> new LinkStanding(state.voided(), state.frozen().orElse(false)))
        // No such account, or an earlier release of auth-service: the order to set the password decides.
        .onFailure(WebApplicationException.class).recoverWithUni(refused -> isAbout(refused, 404)
            ? now(new LinkStanding(false, false))
            : Uni.createFrom().failure(refused))
        .onFailure().transform(ProblemException::unavailable);
  }

  /// Freezes the account; once per `request`.
  ///
  /// @param reason    as the event tells it
  /// @param alertedAt when that happened which an alert told; empty where no link of an alert is the reason
  /// @return false where there is no such account, or its owner has come back since the alert
  public Uni<Boolean> freeze(AccountId account, UUID request, String reason, Optional<Instant> alertedAt) {
    return auth.freeze(account, new FreezeOrder(request, reason, alertedAt))
        .replaceWith(true)
        .onFailure(WebApplicationException.class).recoverWithUni(refused -> isAbout(refused, 404, 409)
            ? now(false)
            : Uni.createFrom().failure(refused))
        .onFailure().transform(ProblemException::unavailable);
  }

  /// Cancels removals of the account's factors that were asked for until then.
  ///
  /// @return whether there is such an account
  public Uni<Boolean> cancelRemovals(AccountId account, Instant askedUntil) {
    return auth.cancelRemovals(account, new CancelOrder(askedUntil))
        .replaceWith(true)
        .onFailure(WebApplicationException.class).recoverWithUni(refused -> isAbout(refused, 404)
            ? now(false)
            : Uni.createFrom().failure(refused))
        .onFailure().transform(ProblemException::unavailable);
  }

  /// Carries an approved recovery out; once per `request`, however often it is asked.
  ///
  /// @param unlockedBy when two persons decided that a lock of the staff ends: a later one stays. Empty where none ends
  /// @param askedAt    a freeze since then forbids what is not carried out yet
  public Uni<Recovery> recover(AccountId account, UUID request, Set<Lost> lost, Optional<Instant> unlockedBy, Instant askedAt) {
    return recoveries.carryOut(new RecoveryOrder(account, request, lost, unlockedBy, askedAt))
        .<Recovery>map(found -> new Recovery.CarriedOut(reachable(found)))
        .onFailure(WebApplicationException.class).recoverWithUni(refused -> isAbout(refused, 404) ? now(new Recovery.CarriedOut(Optional.empty()))
            : isAbout(refused, 409) ? now(new Recovery.Frozen())
            : settingsLock(((WebApplicationException) refused).getResponse()).isPresent() ? now(new Recovery.SettingsLocked())
            : Uni.createFrom().failure(refused))
        .onFailure().transform(ProblemException::unavailable);
  }

  /// When an address of the account was last added, removed or made the main one; empty when none ever was.
  public Uni<Optional<Instant>> identifiersChangedAt(AccountId account) {
    return recoveries.signals(account).map(Recoveries.Signals::identifiersChangedAt)
        .onFailure().transform(ProblemException::unavailable);
  }

  private static Optional<Reachable> reachable(Found found) {
    if (!MAY_RESET.contains(found.status())) {
      return Optional.empty();
    }
    return switch (found.channel().type()) {
      case "email" -> Optional.of(reachable(found, Address.Channel.EMAIL));
      case "sms" -> Optional.of(reachable(found, Address.Channel.SMS));
      default -> Optional.empty();
    };
  }

  private static Reachable reachable(Found found, Address.Channel channel) {
    return new Reachable(found.accountId(), new Address(channel, found.channel().address()), found.locale(), found.resetEpoch());
  }

  private static Uni<PasswordChange> refusal(Throwable failure) {
    Response response = ((WebApplicationException) failure).getResponse();
    if (response.getStatus() == 404 || response.getStatus() == 409) {
      return now(new Gone());
    }
    if (response.getStatus() == 400 && response.hasEntity()) {
      Refusal refusal = response.readEntity(Refusal.class);
      if (PASSWORD_REFUSED.equals(refusal.type())) {
        return now(new Refused(refusal.reason(), refusal.strength().orElse(0), refusal.suggestions()));
      }
    }
    return forbidden(response).<Uni<PasswordChange>>flatMap(refusal -> SETTINGS_LOCKED.equals(refusal.type())
            ? Optional.of(now(new SettingsLocked(refusal.opensAt())))
            : ACCOUNT_FROZEN.equals(refusal.type()) ? Optional.of(now(new Frozen())) : Optional.empty())
        .orElseGet(() -> Uni.createFrom().failure(failure));
  }

  /// Present where the owner's lock of the settings is why.
  private static Optional<Refusal> settingsLock(Response response) {
    return forbidden(response).filter(refusal -> SETTINGS_LOCKED.equals(refusal.type()));
  }

  private static Optional<Refusal> forbidden(Response response) {
    return response.getStatus() == 403 && response.hasEntity() ? Optional.of(response.readEntity(Refusal.class)) : Optional.empty();
  }

  private static boolean isAbout(Throwable failure, int... statuses) {
    int status = ((WebApplicationException) failure).getResponse().getStatus();
    for (int expected : statuses) {
      if (status == expected) {
        return true;
      }
    }
    return false;
  }
}
