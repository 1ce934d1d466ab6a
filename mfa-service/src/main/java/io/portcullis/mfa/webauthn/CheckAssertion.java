package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.mfa.webauthn.CeremonyChecks.Assertion;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// One assertion: the checks of WebAuthn L3 §7.2, then the counter, which is moved by one conditional UPDATE.
@Startup
@ApplicationScoped
class CheckAssertion {

  private final WebAuthnCredentials credentials;
  private final CeremonyChecks checks;
  private final CeremonyWorkers workers;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Counter clones;
  private final Clock clock;

  CheckAssertion(WebAuthnCredentials credentials, CeremonyChecks checks, CeremonyWorkers workers, Postgres postgres,
      Outbox outbox, Ids ids, MeterRegistry metrics, Clock clock) {
    this.credentials = credentials;
    this.checks = checks;
    this.workers = workers;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clones = metrics.counter("portcullis.mfa.webauthn.clones.suspected");
    this.clock = clock;
  }

  /// @return empty when it was refused
  Uni<Optional<Assertion>> handle(
      StoredCredential stored, ByteArray challenge, UserVerificationRequirement verification, AuthenticationResponse response) {
    return workers.run(() -> checks.assertion(challenge, verification, stored, response))
        .chain(either(assertion -> accept(stored, assertion), () -> now(Optional.empty())));
  }

  private Uni<Optional<Assertion>> accept(StoredCredential stored, Assertion assertion) {
    Instant now = clock.instant();
    return credentials.use(stored, assertion, now).chain(used -> used
        ? now(Optional.of(assertion))
        : suspectClone(stored, assertion, now).replaceWith(Optional.empty()));
  }

  // WebAuthn L3 §6.1.1: a counter that did not grow may mean a cloned authenticator. Which of the two is the owner's can't
  // be told, so neither is accepted from now on, and the owner hears of it, once.
  private Uni<Void> suspectClone(StoredCredential stored, Assertion assertion, Instant now) {
    return postgres.withTransaction(tx -> credentials.suspectClone(tx, stored, assertion, now)
        .chain(either(
            name -> outbox.append(tx,
                new AuthenticatorCloneSuspected(ids.nextEvent(), stored.account(), now, name))
                .invoke(() -> clones.increment()),
            () -> done())));
  }
}
