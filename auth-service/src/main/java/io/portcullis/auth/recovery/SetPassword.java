package io.portcullis.auth.recovery;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Account.Proved;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.ResetProof;
import io.portcullis.auth.customerlock.CustomerLocks;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.SpentAddresses;
import io.portcullis.auth.factor.TakeBackFactors;
import io.portcullis.auth.hold.ChangeTimes;
import io.portcullis.auth.hold.OwnChange;
import io.portcullis.auth.password.Password;
import io.portcullis.auth.password.PasswordChoice;
import io.portcullis.auth.password.PasswordChoice.Reason;
import io.portcullis.auth.password.PasswordCredentials;
import io.portcullis.auth.password.PasswordHash;
import io.portcullis.auth.password.PasswordHasher;
import io.portcullis.auth.password.PasswordRules;
import io.portcullis.auth.password.RetiredPasswords;
import io.portcullis.auth.recovery.SetPasswordVerdict.Frozen;
import io.portcullis.auth.recovery.SetPasswordVerdict.NoAccount;
import io.portcullis.auth.recovery.SetPasswordVerdict.Outdated;
import io.portcullis.auth.recovery.SetPasswordVerdict.Refused;
import io.portcullis.auth.recovery.SetPasswordVerdict.SettingsLocked;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Sets a new password for a customer who proved to recovery-service who they are (BACK-1), and ends every session
/// that the old one opened. While the customer has locked the settings it sets none: the order then begins to unlock them, since
/// a customer without the password could not ask for that otherwise (SAFE-12).
@ApplicationScoped
class SetPassword {

  private final Accounts accounts;
  private final HandledRequests handled;
  private final PasswordRules rules;
  private final PasswordHasher hasher;
  private final PasswordCredentials credentials;
  private final RetiredPasswords retired;
  private final SecondFactors secondFactors;
  private final TakeBackFactors takeBack;
  private final ChangeTimes changes;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final CustomerLocks locks;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  SetPassword(Accounts accounts, HandledRequests handled, PasswordRules rules, PasswordHasher hasher,
      PasswordCredentials credentials, RetiredPasswords retired, @RestClient SecondFactors secondFactors, TakeBackFactors takeBack, ChangeTimes changes, SessionEnds sessionEnds,
      SettleSessionEnds settle, @RestClient CustomerLocks locks, Outbox outbox,
      Postgres postgres, Ids ids, Clock clock) {
    this.accounts = accounts;
    this.handled = handled;
    this.rules = rules;
    this.hasher = hasher;
    this.credentials = credentials;
    this.retired = retired;
    this.secondFactors = secondFactors;
    this.takeBack = takeBack;
    this.changes = changes;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.locks = locks;
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  /// What the order rests on.
  ///
  /// @param sentTo    the address that it went to; empty from a recovery-service that does not tell
  /// @param onWayBack whether an old factor was shown after it: without one a frozen account gets no new password
  record Proof(ResetProof issued, Optional<String> sentTo, boolean onWayBack) {

    // A thief of the mailbox has proofs without end, and each new password ends the owner's way back.
    private boolean isTooLittleFor(AccountStatus status) {
      return status == AccountStatus.FROZEN && !onWayBack;
    }

    @Override
    public String toString() {
      return "Proof[" + issued + "]";
    }
  }

  Uni<SetPasswordVerdict> handle(AccountId id, Secret password, Proof proof, UUID request) {
    return accounts.find(postgres.pool(), id).chain(found -> found.isEmpty()
        ? Uni.createFrom().item(new NoAccount())
        : handled.isHandled(postgres.pool(), id, request).chain(done -> done
            // Before the password is looked at: an order that had its effect is not judged again.
            ? settled(id)
            : judge(found.get(), password, proof, request)));
  }

  private Uni<SetPasswordVerdict> judge(Account account, Secret password, Proof proof, UUID request) {
    Set<String> ownWords = account.identifiers().stream()
        .flatMap(proved -> proved.identifier().words().stream()).collect(Collectors.toSet());
    return rules.judge(password.reveal(), ownWords).chain(choice -> switch (choice) {
      case PasswordChoice.Refused refused -> Uni.createFrom().<SetPasswordVerdict>item(new Refused(refused));
      // First: what has reset the password must at no moment count beside it.
      // A link that is void begins nothing.
      case PasswordChoice.Accepted(var accepted) -> accounts.voids(postgres.pool(), account.id(), proof.issued())
          .chain(outdated -> outdated ? unlessDone(account.id(), request) : unlessUsed(account, accepted, proof, request));
    });
  }

  // The very same order may have voided it just now.
  private Uni<SetPasswordVerdict> unlessDone(AccountId account, UUID request) {
    return handled.isHandled(postgres.pool(), account, request)
        .chain(done -> done ? settled(account) : Uni.createFrom().item(new Outdated()));
  }

  // A thief may know what a frozen account's password is, or was.
  private Uni<SetPasswordVerdict> unlessUsed(Account account, Password accepted, Proof proof, UUID request) {
    if (proof.isTooLittleFor(account.status())) return Uni.createFrom().item(new Frozen());
    return account.status() != AccountStatus.FROZEN
        ? unlessLocked(account, accepted, proof, request)
        : retired.knows(account.id(), accepted).chain(known -> known
            ? Uni.createFrom().item(new Refused(new PasswordChoice.Refused(Reason.USED_BEFORE, 0, rules.suggestionsFor(Reason.USED_BEFORE))))
            : unlessLocked(account, accepted, proof, request));
  }

  private Uni<SetPasswordVerdict> unlessLocked(Account account, Password accepted, Proof proof, UUID request) {
    return locks.beginUnlockingSettings(account.id())
        .onFailure().transform(ProblemException::unavailable)
        .chain(lock -> lock.isOpen() ? set(account, accepted, proof, request)
            : Uni.createFrom().item(new SettingsLocked(lock.opensAt())));
  }

  private Uni<SetPasswordVerdict> set(Account account, Password accepted, Proof proof, UUID request) {
    return spendAddresses(account, proof).chain(() -> hasher.hash(accepted))
        .chain(hash -> postgres.withTransaction(tx -> change(tx, account.id(), hash, proof, request)))
        .chain(verdict -> verdict instanceof SetPasswordVerdict.Set ? settled(account.id()) : Uni.createFrom().item(verdict));
  }

  // What an address proves it proves once. Where it is not told which one that was, or it is the account's no more, it is all
  // of them.
  private Uni<Void> spendAddresses(Account account, Proof proof) {
    List<Identifier> own = account.identifiers().stream().map(Proved::identifier).toList();
    List<Identifier> used = own.stream()
        .filter(identifier -> proof.sentTo().filter(identifier.address().value()::equals).isPresent()).toList();
    List<String> addresses = (used.isEmpty() ? own : used).stream().map(Identifier::canonical).toList();
    return secondFactors.spendAddresses(account.id(), new SpentAddresses(addresses))
        .onFailure().transform(ProblemException::unavailable)
        .replaceWithVoid();
  }

  // Under the lock that a freeze takes too: it comes before and voids the order, or after and bars the account.
  private Uni<SetPasswordVerdict> change(SqlConnection tx, AccountId account, PasswordHash hash, Proof proof, UUID request) {
    return accounts.lock(tx, account).chain(status -> handled.isHandled(tx, account, request).chain(done -> done
        ? Uni.createFrom().item(new SetPasswordVerdict.Set())
        : accounts.voids(tx, account, proof.issued()).chain(outdated -> outdated
            ? Uni.createFrom().item(new Outdated())
            : status.filter(proof::isTooLittleFor).isPresent()
                ? Uni.createFrom().item(new Frozen())
                : change(tx, account, status, hash, request).replaceWith(new SetPasswordVerdict.Set()))));
  }

  private Uni<Void> change(
      SqlConnection tx, AccountId account, Optional<AccountStatus> status, PasswordHash hash, UUID request) {
    Instant now = clock.instant();
    return handled.claim(tx, account, request, now).chain(ours -> ours
            ? (status.filter(AccountStatus.FROZEN::equals).isPresent() ? retired.retire(tx, account, now) : Uni.createFrom().voidItem())
                .chain(() -> credentials.change(tx, account, hash, now))
                // Several links may be live: what one has done no other may undo.
                .chain(() -> accounts.voidResets(tx, account, now))
                .chain(() -> accounts.letInByAddress(tx, account, now))
                .chain(() -> accounts.passwordSetBy(tx, account, request))
                .chain(() -> takeBack.oweRestingOnAddress(tx, account, now))
                .chain(() -> changes.note(tx, account, OwnChange.PASSWORD_RESET, now))
                .chain(held -> outbox.append(tx, new CredentialChange(
                    ids.nextEvent(), account, now, CredentialType.PASSWORD, Initiator.RECOVERY, Optional.of(held),
                    Optional.empty())))
                // A frozen account stays barred: a new password is not the way out of a freeze.
                .chain(() -> status.filter(AccountStatus.FROZEN::equals).isPresent()
                    ? sessionEnds.oweBarred(tx, account, now, SessionEnds.Reason.PASSWORD_RESET)
                    : sessionEnds.owe(tx, account, now, SessionEnds.Reason.PASSWORD_RESET))
            : Uni.createFrom().voidItem());
  }

  private Uni<SetPasswordVerdict> settled(AccountId account) {
    return settle.settle(account).chain(() -> takeBack.settle(account)).replaceWith(new SetPasswordVerdict.Set());
  }
}
