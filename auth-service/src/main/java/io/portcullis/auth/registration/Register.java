package io.portcullis.auth.registration;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.human.HumanAction;
import io.portcullis.auth.human.Occasion;
import io.portcullis.auth.password.Password;
import io.portcullis.auth.password.PasswordChoice;
import io.portcullis.auth.password.PasswordHash;
import io.portcullis.auth.password.PasswordHasher;
import io.portcullis.auth.password.PasswordRules;
import io.portcullis.auth.registration.MailboxSlots.Share;
import io.portcullis.auth.registration.RegistrationGate.Caution;
import io.portcullis.auth.registration.RegistrationGate.Passage;
import io.portcullis.auth.registration.RegistrationVerdict.AddressUnsupported;
import io.portcullis.auth.registration.RegistrationVerdict.HumanAsked;
import io.portcullis.auth.registration.RegistrationVerdict.HumanUnavailable;
import io.portcullis.auth.registration.RegistrationVerdict.IdentifierInvalid;
import io.portcullis.auth.registration.RegistrationVerdict.KeyReused;
import io.portcullis.auth.registration.RegistrationVerdict.PasswordRefused;
import io.portcullis.auth.registration.RegistrationVerdict.Pending;
import io.portcullis.auth.registration.RegistrationVerdict.Sending;
import io.portcullis.auth.registration.RegistrationVerdict.Throttled;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.MailRoutes;
import io.portcullis.runtime.identifier.TextRoutes;
import io.portcullis.runtime.verdict.Verdicts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Begins a registration (IN-1). The account comes with the code, not before: until then a stranger's claim to an
/// address leaves no trace on it.
@ApplicationScoped
class Register {

  private static final String DEFAULT_LOCALE = "en";

  private final TextRoutes routes;
  private final MailRoutes mail;
  private final PasswordRules rules;
  private final PasswordHasher hasher;
  private final Registrations registrations;
  private final MailboxSlots slots;
  private final RegistrationMessage message;
  private final QueuedCodes queue;
  private final Accounts accounts;
  private final RegistrationGate gate;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;
  private final KeyedDigest idempotencyKeys;

  Register(TextRoutes routes, MailRoutes mail, PasswordRules rules, PasswordHasher hasher, Registrations registrations,
      MailboxSlots slots, RegistrationMessage message, QueuedCodes queue, Accounts accounts, RegistrationGate gate, Postgres postgres, Ids ids,
      Clock clock, KeyRing ring) {
    this.routes = routes;
    this.mail = mail;
    this.rules = rules;
    this.hasher = hasher;
    this.registrations = registrations;
    this.slots = slots;
    this.message = message;
    this.queue = queue;
    this.accounts = accounts;
    this.gate = gate;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
    idempotencyKeys = ring.digestFor("registration-idempotency");
  }

  Uni<RegistrationVerdict> handle(RegistrationRequest request, Optional<String> idempotencyKey, ClientNetwork network) {
    Optional<Identifier> identifier = Identifier.parse(request.identifier());
    if (identifier.isEmpty()) {
      return now(new IdentifierInvalid());
    }
    if (!routes.reach(identifier.get())) {
      return now(new RegistrationVerdict.NumberNotSupported());
    }
    Caution caution = routes.isUnusual(identifier.get()) ? Caution.ALWAYS : Caution.USUAL;
    if (!mail.reach(identifier.get())) {
      return now(new AddressUnsupported());
    }
    Optional<String> key = idempotencyKey.map(text -> idempotencyKeys.of(identifier.get().canonical(), text));
    var occasion = new Occasion(HumanAction.REGISTRATION, network, identifier.get().canonical());
    return gate.looksAtPasswordFirst(occasion, request.humanProof()).chain(first -> first
        ? rules.judge(request.password().reveal(), identifier.get().words()).chain(choice -> switch (choice) {
          case PasswordChoice.Refused refused -> Verdicts.<RegistrationVerdict>now(new PasswordRefused(refused));
          case PasswordChoice.Accepted _ -> pass(occasion, caution, identifier.get(), request, key);
        })
        : pass(occasion, caution, identifier.get(), request, key));
  }

  private Uni<RegistrationVerdict> pass(Occasion occasion, Caution caution, Identifier identifier,
      RegistrationRequest request, Optional<String> key) {
    return gate.pass(occasion, request.humanProof(), caution).chain(passage -> switch (passage) {
      case Passage.Open(var share) -> begunEarlier(key).chain(either(
              earlier -> repeat(earlier, request),
              () -> begin(identifier, request, key, new Asker(occasion.network(), share))))
          .chain(verdict -> offerSooner(verdict, occasion.network(), share));
      case Passage.Asked(var challenge) -> now(new HumanAsked(challenge));
      case Passage.Unavailable() -> now(new HumanUnavailable());
      case Passage.Throttled(var wait) -> now(new Throttled(wait));
    });
  }

  // For a resend: the registration stays, its password is not hashed again, and the proof has only to show its id.
  private Uni<RegistrationVerdict> offerSooner(RegistrationVerdict verdict, ClientNetwork network, Share share) {
    return verdict instanceof Pending(var id, var type, var sending) && sending.waits() && share == Share.FREE
        ? gate.offer(new Occasion(HumanAction.RESEND, network, id.toString()))
            .map(challenge -> new Pending(id, type, sending.offering(challenge)))
        : now(verdict);
  }

  /// @param share whose slots of the mailbox the request takes
  private record Asker(ClientNetwork network, Share share) {}

  private Uni<Optional<Registration>> begunEarlier(Optional<String> key) {
    return key.isPresent()
        ? registrations.findByKey(postgres.pool(), key.get())
        : now(Optional.empty());
  }

  // The password is compared, not a digest of the request: a fast digest of a password must not be stored.
  private Uni<RegistrationVerdict> repeat(Registration earlier, RegistrationRequest request) {
    return hasher.matches(Password.parse(request.password().reveal()), Optional.of(earlier.password()))
        .chain(same -> same ? pending(earlier) : now(new KeyReused()));
  }

  private Uni<RegistrationVerdict> pending(Registration earlier) {
    return queue.waiting(earlier.id()).map(waiting -> pending(earlier, waiting));
  }

  // A repeat gets the first answer, so the time counts from when the message is sent.
  private static RegistrationVerdict pending(Registration registration, Optional<Sending> waiting) {
    return new Pending(registration.id(), registration.identifier().type(),
        waiting.orElseGet(() -> new Sending.Now(Registrations.RESEND_DELAY)));
  }

  private Uni<RegistrationVerdict> begin(Identifier identifier, RegistrationRequest request, Optional<String> key,
      Asker asker) {
    return rules.judge(request.password().reveal(), identifier.words()).chain(choice -> switch (choice) {
      case PasswordChoice.Refused refused -> Verdicts.<RegistrationVerdict>now(new PasswordRefused(refused));
      case PasswordChoice.Accepted(Password password) -> hasher.hash(password).chain(hash ->
          store(new Registration(ids.next(), identifier, request.locale().orElse(DEFAULT_LOCALE), hash), request, key, asker));
    });
  }

  private Uni<RegistrationVerdict> store(Registration registration, RegistrationRequest request, Optional<String> key,
      Asker asker) {
    return accounts.holder(postgres.pool(), registration.identifier())
        .chain(owner -> postgres.withTransaction(tx -> store(tx, registration, owner, key, asker)))
        // Repeated requests are answered alike, whichever of them came first.
        .chain(either(
            stored -> now(pending(registration, stored.waiting())),
            () -> begunEarlier(key).chain(either(begun -> repeat(begun, request), () -> pending(registration)))));
  }

  /// @param waiting empty when its message goes out at once
  private record Stored(Optional<Sending> waiting) {}

  private Uni<Optional<Stored>> store(SqlConnection tx, Registration registration, Optional<Account> owner, Optional<String> key,
      Asker asker) {
    Instant now = clock.instant();
    return slots.take(tx, ids.next(), registration.identifier(), asker.network(), asker.share(), now).chain(at -> {
      boolean waits = at.isAfter(now);
      RegistrationMessage.Prepared prepared = message.prepare(registration, owner, !waits);
      // What waits for its first code may be asked for again at once: with a puzzle it may come sooner.
      Instant resendAt = waits ? now : now.plus(Registrations.RESEND_DELAY);
      return registrations.add(tx, registration, prepared.codeDigest(), key, prepared.now(), resendAt)
          .call(added -> added ? message.owe(tx, registration, prepared) : done())
          .call(added -> added && waits
              ? queue.put(tx, registration, asker.network(), asker.share(), at)
              : done())
          .map(added -> added
              ? Optional.of(new Stored(waits ? Optional.of(Registrations.waiting(now, at, now)) : Optional.empty()))
              : Optional.empty());
    });
  }
}
