package io.portcullis.auth.registration;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.account.AddressCodes.Use;
import io.portcullis.auth.password.PasswordCredentials;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountActivated;
import io.portcullis.contracts.Contact;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Turns a proved registration into an account, in one transaction with what others must hear of it.
///
/// A stranger can use up what a network may try. So past that limit a registration that exists is looked at still: its own
/// five tries bound it. What exists nowhere is refused without a try.
@ApplicationScoped
class VerifyRegistration {

  private final Registrations registrations;
  private final AddressCodes codes;
  private final Accounts accounts;
  private final PasswordCredentials credentials;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Throttle throttle;
  private final Limits limits;
  private final Ids ids;
  private final Clock clock;

  VerifyRegistration(Registrations registrations, AddressCodes codes, Accounts accounts,
      PasswordCredentials credentials, Outbox outbox, Postgres postgres, Throttle throttle, Limits limits, Ids ids,
      Clock clock) {
    this.registrations = registrations;
    this.codes = codes;
    this.accounts = accounts;
    this.credentials = credentials;
    this.outbox = outbox;
    this.postgres = postgres;
    this.throttle = throttle;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<ProofVerdict> handle(UUID registration, String code, ClientNetwork network) {
    return throttle.count(limits.registrationCode(network)).chain(wait ->
        postgres.withTransaction(tx -> attempt(tx, registration, code, wait)));
  }

  /// @param wait of the network; empty while it may try at what does not exist, too
  private Uni<ProofVerdict> attempt(SqlConnection tx, UUID id, String code, Optional<Duration> wait) {
    Instant now = clock.instant();
    // A refusal commits too: the try stays taken.
    return registrations.takeTry(tx, id, now).chain(taken -> {
      if (taken.isEmpty()) {
        return now(wait.<ProofVerdict>map(ProofVerdict.Throttled::new).orElseGet(ProofVerdict.Refused::new));
      }
      return codes.isRight(taken.get().codeDigest(), Use.REGISTRATION, id, code)
          ? activate(tx, taken.get().registration(), now)
          : now(new ProofVerdict.Refused());
    });
  }

  private Uni<ProofVerdict> activate(SqlConnection tx, Registration registration, Instant now) {
    AccountId account = new AccountId(ids.next());
    Identifier identifier = registration.identifier();
    return accounts.add(tx, account, identifier, registration.locale(), now).chain(added -> added
        ? credentials.add(tx, account, registration.password(), now)
            .chain(() -> registrations.remove(tx, registration.id()))
            .chain(() -> outbox.append(tx, new AccountActivated(ids.nextEvent(), account, now)))
            .chain(() -> outbox.publish(tx, new Contact(
                ids.nextEvent(), account, now, List.of(identifier.address()), registration.locale())))
            .replaceWith(new ProofVerdict.Activated(account))
        // Somebody else proved the same address in the meantime.
        : now(new ProofVerdict.Refused()));
  }
}
