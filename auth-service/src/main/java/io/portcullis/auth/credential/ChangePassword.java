package io.portcullis.auth.credential;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.credential.ChangePasswordVerdict.Changed;
import io.portcullis.auth.credential.ChangePasswordVerdict.NewRefused;
import io.portcullis.auth.credential.ChangePasswordVerdict.PresentRefused;
import io.portcullis.auth.credential.ChangePasswordVerdict.Throttled;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.auth.hold.ChangeTimes;
import io.portcullis.auth.hold.OwnChange;
import io.portcullis.auth.password.PasswordChoice;
import io.portcullis.auth.password.PasswordCredentials;
import io.portcullis.auth.password.PasswordHash;
import io.portcullis.auth.password.PasswordHasher;
import io.portcullis.auth.password.PasswordRules;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.auth.stepup.PasswordCheck;
import io.portcullis.auth.stepup.PasswordCheck.Checked;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.verdict.Verdicts;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Changes the password of a signed-in customer (IN-3). All other sessions end, trusted devices are trusted no more, and
/// reset links that were sent before set nothing. The session that asked goes on: it has proved the password just now.
@ApplicationScoped
class ChangePassword {

  private final ProtectedChange protectedChange;
  private final PasswordCheck check;
  private final PasswordRules rules;
  private final PasswordHasher hasher;
  private final PasswordCredentials credentials;
  private final Accounts accounts;
  private final ChangeTimes changes;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  ChangePassword(ProtectedChange protectedChange, PasswordCheck check, PasswordRules rules, PasswordHasher hasher,
      PasswordCredentials credentials, Accounts accounts, ChangeTimes changes, SessionEnds sessionEnds, SettleSessionEnds settle, Outbox outbox,
      Postgres postgres, Ids ids, Clock clock) {
    this.protectedChange = protectedChange;
    this.check = check;
    this.rules = rules;
    this.hasher = hasher;
    this.credentials = credentials;
    this.accounts = accounts;
    this.changes = changes;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<ChangePasswordVerdict> handle(Secret present, Secret next) {
    return protectedChange.admitBesidePassword().chain(customer ->
        // Read before it is checked: what is changed meanwhile is not this hash any more.
        credentials.find(postgres.pool(), customer.account()).chain(hash ->
            check.handle(customer.session(), customer.account(), present).chain(checked -> switch (checked) {
              case Checked.Throttled(var wait) -> now(new Throttled(wait));
              case Checked.Wrong() -> now(new PresentRefused());
              case Checked.Right() -> choose(customer, hash, next);
            })));
  }

  private Uni<ChangePasswordVerdict> choose(Customer customer, Optional<PasswordHash> present, Secret next) {
    return accounts.find(postgres.pool(), customer.account())
        .map(found -> found.orElseThrow(UnauthorizedException::new))
        .chain(account -> rules.judge(next.reveal(), ownWords(account)))
        .chain(choice -> switch (choice) {
          case PasswordChoice.Refused refused -> Verdicts.<ChangePasswordVerdict>now(new NewRefused(refused));
          case PasswordChoice.Accepted(var accepted) -> hasher.hash(accepted).chain(hash ->
              postgres.withTransaction(tx -> change(tx, customer, present.orElseThrow(UnauthorizedException::new), hash)))
              .chain(changed -> changed
                  ? settle.settle(customer.account()).replaceWith(new Changed())
                  : now(new PresentRefused()));
        });
  }

  private static Set<String> ownWords(Account account) {
    return account.identifiers().stream()
        .flatMap(proved -> proved.identifier().words().stream()).collect(Collectors.toSet());
  }

  private Uni<Boolean> change(SqlConnection tx, Customer customer, PasswordHash present, PasswordHash next) {
    AccountId account = customer.account();
    return accounts.lock(tx, account).chain(status -> {
      Instant now = clock.instant();
      // A frozen account's sessions have ended: a token that outlived its own must not leave one behind.
      return status.filter(AccountStatus.ACTIVE::equals).isEmpty()
          ? now(false)
          : credentials.replace(tx, account, present, next, now).call(changed -> changed
              ? accounts.voidResets(tx, account, now)
                  .chain(() -> changes.note(tx, account, OwnChange.PASSWORD_CHANGED, now))
                  .chain(held -> outbox.append(tx, new CredentialChange(
                      ids.nextEvent(), account, now, CredentialType.PASSWORD, Initiator.CUSTOMER, Optional.of(held),
                      Optional.of(customer.session()))))
                  .chain(() -> sessionEnds.oweOthers(
                      tx, account, now, SessionEnds.Reason.PASSWORD_CHANGED, customer.session()))
              : done());
    });
  }
}
