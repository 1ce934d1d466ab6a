package io.portcullis.auth.identifier;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.account.AddressCodes.Use;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.auth.human.Difficulty;
import io.portcullis.auth.human.HumanAction;
import io.portcullis.auth.human.HumanAdmission;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.HumanVerification;
import io.portcullis.auth.human.Occasion;
import io.portcullis.auth.identifier.IdentifierVerdict.Claimed;
import io.portcullis.auth.identifier.IdentifierVerdict.HumanAsked;
import io.portcullis.auth.identifier.IdentifierVerdict.HumanUnavailable;
import io.portcullis.auth.identifier.IdentifierVerdict.Invalid;
import io.portcullis.auth.identifier.IdentifierVerdict.NumberNotSupported;
import io.portcullis.auth.identifier.IdentifierVerdict.Present;
import io.portcullis.auth.identifier.IdentifierVerdict.Throttled;
import io.portcullis.auth.identifier.IdentifierVerdict.TooMany;
import io.portcullis.auth.identifier.IdentifierVerdict.Unsupported;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.IdentifierClaimed;
import io.portcullis.contracts.Message;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.MailRoutes;
import io.portcullis.runtime.identifier.TextRoutes;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.throttle.Throttle.Refusal;
import io.portcullis.runtime.token.Customer;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Begins to add an identifier. The answer is the same whether or not another account has it.
///
/// A number of an unusual country gets its text only after human verification. What other accounts have used up of a
/// mailbox's codes is no wall: a customer who solves a puzzle has a share of its own.
@ApplicationScoped
class ClaimIdentifier {

  /// How many identifiers an account has, at most.
  static final int MOST = 5;

  private final ProtectedChange protectedChange;
  private final TextRoutes routes;
  private final MailRoutes mail;
  private final Accounts accounts;
  private final IdentifierClaims claims;
  private final AddressCodes codes;
  private final HumanVerification verification;
  private final Throttle throttle;
  private final Limits limits;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  ClaimIdentifier(ProtectedChange protectedChange, TextRoutes routes, MailRoutes mail, Accounts accounts,
      IdentifierClaims claims, AddressCodes codes, HumanVerification verification, Throttle throttle, Limits limits,
      Outbox outbox, Postgres postgres, Ids ids, Clock clock) {
    this.protectedChange = protectedChange;
    this.routes = routes;
    this.mail = mail;
    this.accounts = accounts;
    this.claims = claims;
    this.codes = codes;
    this.verification = verification;
    this.throttle = throttle;
    this.limits = limits;
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<IdentifierVerdict> handle(String typed, Optional<HumanProof> proof, ClientNetwork network) {
    return protectedChange.admit().map(ProtectedChange.Admitted::customer).chain(customer -> {
      Optional<Identifier> identifier = Identifier.parse(typed);
      if (identifier.isEmpty()) {
        return Uni.createFrom().item(new Invalid());
      }
      // Before anything is counted or kept: a claim whose code is never sent would only puzzle.
      if (!routes.reach(identifier.get())) {
        return Uni.createFrom().item(new NumberNotSupported());
      }
      return mail.reach(identifier.get())
          ? admit(customer, identifier.get(), proof, network)
          : Uni.createFrom().item(new Unsupported());
    });
  }

  /// @param shownHuman whether a proof of effort was shown and used up
  private record Wish(Customer customer, Identifier identifier, Occasion occasion, boolean shownHuman) {}

  // Before the account is locked: a hosted provider may take its time.
  private Uni<IdentifierVerdict> admit(Customer customer, Identifier identifier, Optional<HumanProof> proof, ClientNetwork network) {
    var occasion = new Occasion(HumanAction.IDENTIFIER, network, identifier.canonical());
    return proof.isEmpty() && !routes.isUnusual(identifier)
        ? claim(new Wish(customer, identifier, occasion, false))
        : verification.require(occasion, proof).chain(admission -> switch (admission) {
          case HumanAdmission.Admitted() -> claim(new Wish(customer, identifier, occasion, true));
          case HumanAdmission.Asked(var challenge) -> Uni.createFrom().item(new HumanAsked(challenge));
          case HumanAdmission.Unavailable() -> Uni.createFrom().item(new HumanUnavailable());
        });
  }

  private Uni<IdentifierVerdict> claim(Wish wish) {
    return postgres.withTransaction(tx -> claim(tx, wish));
  }

  private Uni<IdentifierVerdict> claim(SqlConnection tx, Wish wish) {
    Customer customer = wish.customer();
    Identifier identifier = wish.identifier();
    Instant now = clock.instant();
    return accounts.lock(tx, customer.account()).chain(() -> accounts.find(tx, customer.account()))
        .map(found -> found.orElseThrow(UnauthorizedException::new))
        .chain(account -> {
          if (account.identifiers().stream().anyMatch(proved -> proved.identifier().equals(identifier))) {
            return Uni.createFrom().<IdentifierVerdict>item(new Present());
          }
          return account.identifiers().size() >= MOST
              ? Uni.createFrom().item(new TooMany())
              : claims.wait(tx, account.id(), now).chain(wait -> wait.isPresent()
                  ? Uni.createFrom().item(new Throttled(wait.get()))
                  : write(tx, wish, account, now));
        });
  }

  private Uni<IdentifierVerdict> write(SqlConnection tx, Wish wish, Account account, Instant now) {
    Identifier identifier = wish.identifier();
    return throttle.tally(limits.claimOf(account.id(), identifier.mailbox())).chain(tally -> {
      if (tally.refusal().isEmpty()) {
        return write(tx, wish.customer(), account, identifier, now);
      }
      Refusal refusal = tally.refusal().get();
      if (!limits.isClaimOfOthers(refusal.by())) {
        return Uni.createFrom().item(new Throttled(refusal.retryAfter()));
      }
      return wish.shownHuman()
          ? throttle.count(limits.claimOfAVerifiedHuman(account.id(), identifier.mailbox())).chain(wait -> wait.isPresent()
              ? Uni.createFrom().<IdentifierVerdict>item(new Throttled(wait.get()))
              : write(tx, wish.customer(), account, identifier, now))
          : verification.challenge(wish.occasion(), Difficulty.USUAL).map(HumanAsked::new);
    });
  }

  private Uni<IdentifierVerdict> write(SqlConnection tx, Customer customer, Account account, Identifier identifier, Instant now) {
    UUID id = ids.next();
    String code = codes.next();
    String digest = codes.digest(Use.IDENTIFIER, id, code);
    return accounts.holder(tx, identifier).chain(holder -> {
      boolean another = holder.isPresent() && !holder.get().id().equals(account.id());
      return claims.add(tx, id, customer, identifier, another ? Optional.empty() : Optional.of(digest), now)
          .chain(() -> outbox.owe(tx, id,
              message(identifier.address(), account, another ? holder : Optional.empty(), code)))
          .chain(() -> outbox.append(tx, new IdentifierClaimed(ids.nextEvent(), account.id(), now, identifier.address().channel())));
    }).replaceWith(new Claimed(id, identifier.type()));
  }

  private static Message message(Address to, Account account, Optional<Account> other, String code) {
    return other.isPresent()
        ? new Message.RegistrationTaken(to, other.get().locale(), Optional.of(other.get().id()))
        : new Message.IdentifierCode(to, account.locale(), code, AddressCodes.LIFETIME);
  }
}
