package io.portcullis.recovery.recoverycase;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.recovery.knowledge.Knowledge;
import io.portcullis.recovery.question.CompareAnswers.Outcome;
import io.portcullis.recovery.recoverycase.CaseTable.Line;
import io.portcullis.recovery.recoverycase.CaseTable.Who;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One case. It changes by [#move] alone, which asks the table.
@Entity
class RecoveryCase {

  static final Duration TIME_FOR_EVIDENCE = Duration.ofDays(7);
  static final Duration TIME_FOR_REVIEW = Duration.ofDays(30);
  static final Duration STANDARD_WAIT = Duration.ofHours(24);
  static final Duration LONG_WAIT = Duration.ofHours(72);

  /// What changes where the account is reached, or follows a theft: the owner needs longer to notice.
  private static final Set<CaseReason> LONG = EnumSet.of(CaseReason.LOST_IDENTIFIER, CaseReason.COMPROMISED_ACCOUNT);

  @Id UUID id;
  /// Null until the account was looked up, and for good where there is none. There from the beginning where its customer was
  /// signed in.
  UUID account;
  /// Sealed, and gone once the account was looked up. Null where the account is known by itself.
  String identifier;
  Instant lookedUpAt;
  @Enumerated(EnumType.STRING) CaseReason reason;
  @Enumerated(EnumType.STRING) CaseShare share;
  /// SHA-256 of the token of the device that opened it. Null where there is none, and once it was found that the account's owner never
  /// signed in there.
  byte[] device;
  /// SHA-256 of the claimant's token.
  byte[] token;
  @Enumerated(EnumType.STRING) CaseState state;
  Instant openedAt;
  /// The member of staff who opened it for the customer.
  String openedBy;
  /// The call by which that person opened it.
  UUID openedCall;
  String proposedBy;
  String proposalReason;
  Instant proposedAt;
  String decidedBy;
  String decisionReason;
  Instant decidedAt;
  /// A reviewer, or what is known of the account's sign-ins, calls for the long wait.
  boolean highRisk;
  Instant waitStartedAt;
  Instant waitEndsAt;
  /// When the sweep has to look at the case next; null when nothing runs.
  Instant dueAt;
  int attempts;
  Instant closedAt;
  /// Whether the claimant knew the answers to the security questions; null until they were answered. The staff see it, and
  /// nothing here asks for it.
  @Enumerated(EnumType.STRING) Outcome answers;
  /// Whether what the claimant said of the account is true; null until it was said. As with the answers.
  @Enumerated(EnumType.STRING) Knowledge.Outcome lastSignInKnown;
  @Enumerated(EnumType.STRING) Knowledge.Outcome balanceKnown;
  /// When that was said; null until then. It is said once.
  Instant knowledgeStatedAt;
  /// Whether the claimant has the account's authenticator app; null until a code was shown. As with the answers.
  @Enumerated(EnumType.STRING) OldFactor oldFactor;
  /// The key of its evidence, sealed. Null until there is some, and again when it was deleted.
  String evidenceKey;
  @Version int version;

  /// For Hibernate.
  RecoveryCase() {}

  static RecoveryCase opened(UUID id, CaseReason reason, CaseShare share, byte[] token, Instant now) {
    var opened = new RecoveryCase();
    opened.id = id;
    opened.reason = reason;
    opened.share = share;
    opened.token = token.clone();
    opened.state = CaseState.OPENED;
    opened.openedAt = now;
    opened.dueAt = now;
    return opened;
  }

  Optional<AccountId> owner() {
    return Optional.ofNullable(account).map(AccountId::new);
  }

  sealed interface Move {
    record Done(Line line) implements Move {}

    /// The table knows no such line, not for this one, or its time has not come.
    record Refused() implements Move {}

    /// This member of staff opened the case or made the proposal: another one has to do it.
    record NotThisPerson() implements Move {}
  }

  /// Applies the table's line for `action`, if there is one for `actor`, and its time has come.
  Move move(CaseAction action, Actor actor, Instant now) {
    Optional<Line> line = CaseTable.find(state, action).filter(found -> actor.isOne(found.who())).filter(_ -> isTimeFor(action, now));
    if (line.isEmpty()) {
      return new Move.Refused();
    }
    if (actor instanceof Actor.Staff staff && !mayBe(staff.person(), line.get().who())) {
      return new Move.NotThisPerson();
    }
    note(action, actor, now);
    state = line.get().to();
    start(line.get().starts(), now);
    return new Move.Done(line.get());
  }

  private boolean isTimeFor(CaseAction action, Instant now) {
    return switch (action) {
      case END_WAIT -> waitEndsAt != null && !now.isBefore(waitEndsAt);
      case EXPIRE, DISMISS -> dueAt != null && !now.isBefore(dueAt);
      // Its owner has been told of it.
      case PROPOSE_APPROVAL, PROPOSE_REJECTION, CONFIRM_APPROVAL, CONFIRM_REJECTION, OBJECT, START_WAIT, COMPLETE ->
          account != null && lookedUpAt != null;
      case RECOGNISE -> lookedUpAt == null;
      case ADD_EVIDENCE, SUBMIT, CANCEL -> true;
    };
  }

  private boolean mayBe(String person, Who who) {
    return !person.equals(openedBy) && (who != Who.SECOND_REVIEWER || !person.equals(proposedBy));
  }

  private void note(CaseAction action, Actor actor, Instant now) {
    switch (action) {
      case PROPOSE_APPROVAL, PROPOSE_REJECTION -> propose((Actor.Staff) actor, now);
      case CONFIRM_APPROVAL, CONFIRM_REJECTION, OBJECT -> decide((Actor.Staff) actor, now);
      case RECOGNISE -> {
        lookedUpAt = now;
        identifier = null;
      }
      case ADD_EVIDENCE, SUBMIT, START_WAIT, END_WAIT, COMPLETE, CANCEL, EXPIRE, DISMISS -> { }
    }
  }

  private void propose(Actor.Staff staff, Instant now) {
    proposedBy = staff.person();
    proposalReason = staff.reason();
    proposedAt = now;
    decidedBy = null;
    decisionReason = null;
    decidedAt = null;
  }

  private void decide(Actor.Staff staff, Instant now) {
    decidedBy = staff.person();
    decisionReason = staff.reason();
    decidedAt = now;
  }

  private void start(CaseTable.Starts starts, Instant now) {
    attempts = 0;
    switch (starts) {
      case NOTHING -> { }
      case TIME_FOR_EVIDENCE -> dueAt = now.plus(TIME_FOR_EVIDENCE);
      // Until the account was looked up, the sweep still has to do that.
      case TIME_FOR_REVIEW -> dueAt = lookedUpAt == null ? dueAt : now.plus(account == null ? decoyReview() : TIME_FOR_REVIEW);
      case NEXT_STEP -> dueAt = now;
      case WAIT -> {
        Instant end = now.plus(highRisk || LONG.contains(reason) ? LONG_WAIT : STANDARD_WAIT);
        waitStartedAt = now;
        // Nothing makes it shorter, not even a clock that was set back.
        waitEndsAt = waitEndsAt == null || waitEndsAt.isBefore(end) ? end : waitEndsAt;
        dueAt = waitEndsAt;
      }
      case END -> {
        dueAt = null;
        closedAt = now;
      }
    }
  }

  /// How this case is cancelled by what happened to its account: the owner signed in, or froze it. Empty where it goes on.
  Optional<CaseCanceller> cancelledBy(SecurityEvent event) {
    if (!event.subject().value().equals(account) || !event.time().isAfter(openedAt)) {
      return Optional.empty();
    }
    return switch (event) {
      case SessionEstablished signIn -> signIn.factorSettledAt().flatMap(this::cancelledBySignIn);
      case AssuranceLevelChange stepUp -> stepUp.factorSettledAt().flatMap(this::cancelledBySignIn);
      case AccountFrozen _ -> Optional.of(CaseCanceller.FREEZE);
      default -> Optional.empty();
    };
  }

  // A factor that was fresh when the case was opened may be a thief's. Nobody signs in with a trading passphrase, so no sign-in
  // shows that it is not lost.
  private Optional<CaseCanceller> cancelledBySignIn(Instant factorSettledAt) {
    return reason == CaseReason.LOST_TRADING_PASSPHRASE || factorSettledAt.isAfter(openedAt)
        ? Optional.empty() : Optional.of(CaseCanceller.SIGN_IN);
  }

  /// The case belongs to no account: there is none, or too many were opened for it. From outside it goes on as others do.
  void goOnAsDecoy(Instant now) {
    lookedUpAt = now;
    identifier = null;
    device = null;
    dueAt = now.plus(state == CaseState.REVIEW ? decoyReview() : TIME_FOR_EVIDENCE);
  }

  /// What a review takes, one to three days: different for each case, and always the same for one.
  private Duration decoyReview() {
    return Duration.ofDays(1).plusSeconds(Math.floorMod(id.getLeastSignificantBits(), Duration.ofDays(2).toSeconds()));
  }

  @Override
  public String toString() {
    return "RecoveryCase[" + id + ' ' + state + ']';
  }
}
