package io.portcullis.runtime.token;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The customer of the request that is being answered; only meaningful behind `@RolesAllowed("customer")`,
/// which a restricted session does not pass unless [Customer#RESTRICTED] is named, too.
@RequestScoped
public class CurrentCustomer {

  /// How far session-service's clock may be ahead of ours.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final SecurityIdentity identity;
  private final Clock clock;

  CurrentCustomer(SecurityIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  public Customer get() {
    if (identity.getPrincipal() instanceof Customer customer) {
      return customer;
    }
    throw new UnauthorizedException();
  }

  /// Refuses while the customer's own lock of the settings is on (SAFE-12). Every other method here that begins with
  /// `require` does so first, except [#requireSettledIfAny]. For a change that asks for no fresh proof, such as the end of one
  /// that did.
  ///
  /// What protects the account goes on under the lock: signing out, ending sessions, freezing, declining, cancelling a
  /// removal. It goes around the lock by a method that says so.
  ///
  /// @throws LockedByCustomer as a problem that says from when on a change is possible
  public Customer requireUnlocked() {
    Customer customer = get();
    customer.settingsLock().ifPresent(lock -> {
      throw new LockedByCustomer(lock);
    });
    return customer;
  }

  /// Demands an authentication at least as strong as `acr` and not older than `maxAge` (RFC 9470).
  ///
  /// @throws StepUpRequired told to the client as a challenge it can act on
  public Customer requireFresh(String acr, Duration maxAge) {
    requireUnlocked();
    return freshUnrestricted(acr, maxAge);
  }

  /// As [#requireFresh], for what a restricted session is restricted to: making good what it lacks.
  public Customer requireFreshEvenRestricted(String acr, Duration maxAge) {
    requireUnlocked();
    return fresh(acr, maxAge);
  }

  /// As [#requireFresh], for what protects the account: it goes on under the settings lock.
  public Customer freshDespiteSettingsLock(String acr, Duration maxAge) {
    return freshUnrestricted(acr, maxAge);
  }

  /// As [#requireFreshEvenRestricted], for asking to unlock the settings.
  public Customer freshEvenRestrictedDespiteSettingsLock(String acr, Duration maxAge) {
    return fresh(acr, maxAge);
  }

  private Customer freshUnrestricted(String acr, Duration maxAge) {
    if (get().isRestricted()) {
      throw new StepUpRequired(acr, maxAge);
    }
    return fresh(acr, maxAge);
  }

  private Customer fresh(String acr, Duration maxAge) {
    Customer customer = get();
    Instant now = clock.instant();
    boolean fresh = !customer.authTime().isBefore(now.minus(maxAge))
        // From the future: a clock was set back, and nobody can say how old it really is.
        && !customer.authTime().isAfter(now.plus(CLOCK_TOLERANCE));
    if (!customer.reaches(acr) || !fresh) {
      throw new StepUpRequired(acr, maxAge);
    }
    return customer;
  }

  /// For a change that weakens or moves an account: demands what [#requireFresh] does and, as soon as the account has a
  /// second factor, one that is *settled*. A fresh factor signs its customer in; it must not be what takes an older
  /// one's place, or a thief who got in once by a weak factor would climb with one of his own.
  ///
  /// An account without any factor has nothing stronger than its password, which then will do. In every other case, an
  /// unknown one included, `aal2` is demanded.
  ///
  /// @throws StepUpRequired   when a second factor is to be shown at all, or again
  /// @throws FactorNotSettled when the one that was shown is still fresh; an older one will do at once
  public Customer requireSettled(Duration maxAge) {
    return get().factor() instanceof FactorAge.NoneEnrolled
        ? requireFresh(Customer.STRENGTHS.getFirst(), maxAge) : requireSettledFactor(maxAge);
  }

  /// As [#requireSettled], for one who has looked up that the account has a second factor now.
  public Customer requireSettledFactor(Duration maxAge) {
    requireUnlocked();
    return settledFactor(maxAge);
  }

  /// As [#requireSettledFactor], for what protects the account: setting a lock.
  public Customer settledFactorDespiteSettingsLock(Duration maxAge) {
    return settledFactor(maxAge);
  }

  private Customer settledFactor(Duration maxAge) {
    Customer customer = freshUnrestricted("aal2", maxAge);
    if (customer.hasSettledFactor(clock.instant())) {
      return customer;
    }
    throw switch (customer.factor()) {
      case FactorAge.Settles(Instant at) -> new FactorNotSettled(at);
      case FactorAge.OnlyFresh(Instant at) -> new FactorNotSettled(at);
      case FactorAge.Unknown(), FactorAge.NoneEnrolled() -> new StepUpRequired("aal2", maxAge);
    };
  }

  /// For what shuts somebody out who is in, such as ending another session, and so goes on under the settings lock: demands a settled factor where the account has
  /// one. An account whose factors are all fresh, or that has none, has nobody whom it would protect by waiting. The
  /// authentication may be old: whoever finds a thief inside acts at once.
  ///
  /// @param maxAge of the step-up that is asked for
  /// @throws StepUpRequired   when no second factor was shown whose age is known
  /// @throws FactorNotSettled when the one that was shown is fresh, and an older one is enrolled
  public Customer requireSettledIfAny(Duration maxAge) {
    Customer customer = get();
    if (customer.isRestricted()) {
      throw new StepUpRequired("aal2", maxAge);
    }
    return switch (customer.factor()) {
      case FactorAge.NoneEnrolled(), FactorAge.OnlyFresh(_) -> customer;
      case FactorAge.Settles(Instant at) -> {
        if (at.isAfter(clock.instant())) {
          throw new FactorNotSettled(at);
        }
        yield customer;
      }
      case FactorAge.Unknown() -> throw new StepUpRequired("aal2", maxAge);
    };
  }

  /// The answer to one whose authentication is too weak in a way that `acr` does not tell, such as a weaker second
  /// factor than the one that is to be removed.
  public StepUpRequired tooWeak(String acr, Duration maxAge) {
    return new StepUpRequired(acr, maxAge);
  }
}
