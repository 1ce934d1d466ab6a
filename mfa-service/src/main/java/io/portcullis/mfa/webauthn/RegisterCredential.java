package io.portcullis.mfa.webauthn;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.recoverycode.IssueRecoveryCodes;
import io.portcullis.mfa.recoverycode.RecoveryCode;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.portcullis.mfa.webauthn.BeginRegistration.Wanted;
import io.portcullis.mfa.webauthn.Ceremonies.Ceremony;
import io.portcullis.mfa.webauthn.CeremonyChecks.NewCredential;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.Ended;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.Refused;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.Registered;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.TooMany;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes a credential count, once it has passed the checks of WebAuthn L3 §7.1. With the first factor come recovery codes.
@Startup
@ApplicationScoped
class RegisterCredential {

  /// The options demanded freshness; fetching the key may take as long as the ceremony waits.
  private static final Duration FRESH = ChangePolicy.FRESH.plus(Ceremonies.LIFETIME);

  private static final String DEFAULT_NAME = "Security key";

  private final ChangePolicy policy;
  private final EnrolledMethods enrolled;
  private final WebAuthnCredentials credentials;
  private final Ceremonies ceremonies;
  private final CeremonyChecks checks;
  private final CeremonyWorkers workers;
  private final AuthenticatorModels models;
  private final IssueRecoveryCodes recoveryCodes;
  private final CurrentCustomer customer;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Outcomes<Outcome> outcomes;
  private final Clock clock;

  RegisterCredential(ChangePolicy policy, EnrolledMethods enrolled, WebAuthnCredentials credentials,
      Ceremonies ceremonies, CeremonyChecks checks, CeremonyWorkers workers, AuthenticatorModels models,
      IssueRecoveryCodes recoveryCodes, CurrentCustomer customer, Postgres postgres, Outbox outbox, Ids ids,
      MeterRegistry metrics, Clock clock) {
    this.policy = policy;
    this.enrolled = enrolled;
    this.credentials = credentials;
    this.ceremonies = ceremonies;
    this.checks = checks;
    this.workers = workers;
    this.models = models;
    this.recoveryCodes = recoveryCodes;
    this.customer = customer;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.outcomes = new Outcomes<>(metrics, "portcullis.mfa.webauthn.registrations", Outcome.class);
    this.clock = clock;
  }

  private enum Outcome { REGISTERED, REFUSED, ENDED, TOO_MANY }

  sealed interface RegistrationVerdict {

    /// @param recoveryCodes to be shown now and never again; empty unless this is the first factor
    record Registered(AuthenticatorId id, String name, List<RecoveryCode> recoveryCodes) implements RegistrationVerdict {}

    /// It failed a check, or that credential is registered already; which is not said, nor where.
    record Refused() implements RegistrationVerdict {}

    /// Used, expired, unknown or someone else's.
    record Ended() implements RegistrationVerdict {}

    record TooMany() implements RegistrationVerdict {}
  }

  Uni<RegistrationVerdict> handle(UUID registration, Optional<String> name, RegistrationResponse response) {
    AccountId account = customer.get().account();
    return ceremonies.take(Ceremonies.Kind.REGISTRATION, registration, account.toString())
        .chain(taken -> taken.flatMap(ceremony -> Wanted.parse(ceremony.note())
                .map(wanted -> check(ceremony, wanted, name, response)))
            .orElseGet(() -> Uni.createFrom().item(new Ended())))
        .invoke(this::count);
  }

  private Uni<RegistrationVerdict> check(
      Ceremony ceremony, Wanted wanted, Optional<String> name, RegistrationResponse response) {
    return workers.run(() -> checks.registration(ceremony.challenge(), wanted.residentKey().userVerification(), response))
        .chain(passed -> passed
            .map(credential -> postgres.withTransaction(tx -> policy.admitEndOfEnrolment(tx, FRESH)
                .map(admitted -> admitted.restingOn(wanted.ground()))
                .chain(admitted -> isVoid(admitted, ceremony)
                    ? Uni.createFrom().<RegistrationVerdict>item(new Ended())
                    : register(tx, admitted, credential, name.map(String::strip).or(wanted::name), response))))
            .orElseGet(() -> Uni.createFrom().item(new Refused())));
  }

  private static boolean isVoid(Admitted admitted, Ceremony ceremony) {
    return !admitted.mayEnrol() || admitted.enrolmentsNotBefore().filter(ceremony.begunAt()::isBefore).isPresent();
  }

  private Uni<RegistrationVerdict> register(SqlConnection tx, Admitted admitted, NewCredential credential,
      Optional<String> name, RegistrationResponse response) {
    AccountId account = admitted.account();
    var id = new AuthenticatorId(ids.next());
    String called = name.or(() -> models.name(credential.aaguid())).orElse(DEFAULT_NAME);
    Instant now = clock.instant();
    // Counted under the lock that the policy holds: ceremonies begun side by side don't add up to more.
    return credentials.known(tx, account).chain(known -> known.size() >= BeginRegistration.MOST
        ? Uni.createFrom().item(new TooMany())
        : credentials.add(tx, admitted, id, called, credential, response, now).chain(added -> added
            ? tell(tx, admitted, id, called, now)
            : Uni.createFrom().item(new Refused())));
  }

  private Uni<RegistrationVerdict> tell(SqlConnection tx, Admitted admitted, AuthenticatorId id, String name, Instant now) {
    AccountId account = admitted.account();
    return enrolled.added(tx, admitted, Method.WEBAUTHN, now)
        .chain(held -> outbox.append(tx,
            new AuthenticatorEnrolled(ids.nextEvent(), account, now, AuthenticatorType.WEBAUTHN, name,
                enrolled.resetTakesUntil(admitted, now), held)))
        .chain(() -> admitted.addsFirst()
            ? recoveryCodes.issue(tx, account)
            : Uni.createFrom().item(List.<RecoveryCode>of()))
        .map(codes -> new Registered(id, name, codes));
  }

  private void count(RegistrationVerdict verdict) {
    outcomes.count(switch (verdict) {
      case Registered _ -> Outcome.REGISTERED;
      case Refused _ -> Outcome.REFUSED;
      case Ended _ -> Outcome.ENDED;
      case TooMany _ -> Outcome.TOO_MANY;
    });
  }
}
