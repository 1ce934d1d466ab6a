package io.portcullis.recovery.recoverycase;

import static io.portcullis.recovery.recoverycase.CaseAction.ADD_EVIDENCE;
import static io.portcullis.recovery.recoverycase.CaseAction.CANCEL;
import static io.portcullis.recovery.recoverycase.CaseAction.COMPLETE;
import static io.portcullis.recovery.recoverycase.CaseAction.CONFIRM_APPROVAL;
import static io.portcullis.recovery.recoverycase.CaseAction.CONFIRM_REJECTION;
import static io.portcullis.recovery.recoverycase.CaseAction.DISMISS;
import static io.portcullis.recovery.recoverycase.CaseAction.END_WAIT;
import static io.portcullis.recovery.recoverycase.CaseAction.EXPIRE;
import static io.portcullis.recovery.recoverycase.CaseAction.OBJECT;
import static io.portcullis.recovery.recoverycase.CaseAction.PROPOSE_APPROVAL;
import static io.portcullis.recovery.recoverycase.CaseAction.PROPOSE_REJECTION;
import static io.portcullis.recovery.recoverycase.CaseAction.RECOGNISE;
import static io.portcullis.recovery.recoverycase.CaseAction.START_WAIT;
import static io.portcullis.recovery.recoverycase.CaseAction.SUBMIT;
import static io.portcullis.recovery.recoverycase.CaseState.APPROVAL_PROPOSED;
import static io.portcullis.recovery.recoverycase.CaseState.APPROVED;
import static io.portcullis.recovery.recoverycase.CaseState.CANCELLED;
import static io.portcullis.recovery.recoverycase.CaseState.COMPLETED;
import static io.portcullis.recovery.recoverycase.CaseState.COMPLETING;
import static io.portcullis.recovery.recoverycase.CaseState.COOLING_OFF;
import static io.portcullis.recovery.recoverycase.CaseState.EVIDENCE;
import static io.portcullis.recovery.recoverycase.CaseState.EXPIRED;
import static io.portcullis.recovery.recoverycase.CaseState.OPENED;
import static io.portcullis.recovery.recoverycase.CaseState.REJECTED;
import static io.portcullis.recovery.recoverycase.CaseState.REJECTION_PROPOSED;
import static io.portcullis.recovery.recoverycase.CaseState.REVIEW;

import java.util.List;
import java.util.Optional;

/// The whole state machine. What stands in no line can't happen. docs/recovery.md draws these lines.
final class CaseTable {

  enum Who {
    CLAIMANT,
    /// The claimant, or the owner by a link, by a sign-in with an old second factor, or by a freeze.
    CLAIMANT_OR_OWNER,
    /// The owner by a sign-in with an old second factor, which shows that it was not taken away, or by a freeze that auth-service
    /// knows to be older than the taking.
    OWNER,
    /// A person of the staff who did not open the case.
    REVIEWER,
    /// … and did not make the proposal either.
    SECOND_REVIEWER,
    SWEEP
  }

  /// What every channel of the account is told.
  enum Told { NOBODY, OPENED, APPROVED, WAIT_STARTED, WAIT_ENDED, COMPLETED, CANCELLED, REJECTED, EXPIRED }

  /// Which time begins to run.
  enum Starts {
    /// What ran before goes on.
    NOTHING,
    /// Seven days to bring evidence.
    TIME_FOR_EVIDENCE,
    /// Thirty days to decide.
    TIME_FOR_REVIEW,
    /// The sweep goes on at once.
    NEXT_STEP,
    /// 24 or 72 hours, from now on.
    WAIT,
    /// No time runs any more.
    END
  }

  record Line(CaseState from, CaseAction action, CaseState to, Who who, Told told, Starts starts) {}

  static final List<Line> LINES = List.of(
      new Line(OPENED, RECOGNISE, OPENED, Who.SWEEP, Told.OPENED, Starts.TIME_FOR_EVIDENCE),
      new Line(EVIDENCE, RECOGNISE, EVIDENCE, Who.SWEEP, Told.OPENED, Starts.TIME_FOR_EVIDENCE),
      new Line(REVIEW, RECOGNISE, REVIEW, Who.SWEEP, Told.OPENED, Starts.TIME_FOR_REVIEW),

      new Line(OPENED, ADD_EVIDENCE, EVIDENCE, Who.CLAIMANT, Told.NOBODY, Starts.NOTHING),
      new Line(EVIDENCE, ADD_EVIDENCE, EVIDENCE, Who.CLAIMANT, Told.NOBODY, Starts.NOTHING),
      new Line(REVIEW, ADD_EVIDENCE, REVIEW, Who.CLAIMANT, Told.NOBODY, Starts.NOTHING),
      new Line(APPROVAL_PROPOSED, ADD_EVIDENCE, REVIEW, Who.CLAIMANT, Told.NOBODY, Starts.TIME_FOR_REVIEW),
      new Line(REJECTION_PROPOSED, ADD_EVIDENCE, REVIEW, Who.CLAIMANT, Told.NOBODY, Starts.TIME_FOR_REVIEW),
      new Line(COOLING_OFF, ADD_EVIDENCE, COOLING_OFF, Who.CLAIMANT, Told.WAIT_STARTED, Starts.WAIT),
      new Line(OPENED, SUBMIT, REVIEW, Who.CLAIMANT, Told.NOBODY, Starts.TIME_FOR_REVIEW),
      new Line(EVIDENCE, SUBMIT, REVIEW, Who.CLAIMANT, Told.NOBODY, Starts.TIME_FOR_REVIEW),

      new Line(REVIEW, PROPOSE_APPROVAL, APPROVAL_PROPOSED, Who.REVIEWER, Told.NOBODY, Starts.NOTHING),
      new Line(REVIEW, PROPOSE_REJECTION, REJECTION_PROPOSED, Who.REVIEWER, Told.NOBODY, Starts.NOTHING),
      new Line(APPROVAL_PROPOSED, CONFIRM_APPROVAL, APPROVED, Who.SECOND_REVIEWER, Told.APPROVED, Starts.NEXT_STEP),
      new Line(REJECTION_PROPOSED, CONFIRM_REJECTION, REJECTED, Who.SECOND_REVIEWER, Told.REJECTED, Starts.END),
      new Line(APPROVAL_PROPOSED, OBJECT, REVIEW, Who.SECOND_REVIEWER, Told.NOBODY, Starts.TIME_FOR_REVIEW),
      new Line(REJECTION_PROPOSED, OBJECT, REVIEW, Who.SECOND_REVIEWER, Told.NOBODY, Starts.TIME_FOR_REVIEW),

      new Line(APPROVED, START_WAIT, COOLING_OFF, Who.SWEEP, Told.WAIT_STARTED, Starts.WAIT),
      new Line(COOLING_OFF, END_WAIT, COMPLETING, Who.SWEEP, Told.WAIT_ENDED, Starts.NEXT_STEP),
      new Line(COMPLETING, COMPLETE, COMPLETED, Who.SWEEP, Told.COMPLETED, Starts.END),

      new Line(OPENED, CANCEL, CANCELLED, Who.CLAIMANT_OR_OWNER, Told.CANCELLED, Starts.END),
      new Line(EVIDENCE, CANCEL, CANCELLED, Who.CLAIMANT_OR_OWNER, Told.CANCELLED, Starts.END),
      new Line(REVIEW, CANCEL, CANCELLED, Who.CLAIMANT_OR_OWNER, Told.CANCELLED, Starts.END),
      new Line(APPROVAL_PROPOSED, CANCEL, CANCELLED, Who.CLAIMANT_OR_OWNER, Told.CANCELLED, Starts.END),
      new Line(REJECTION_PROPOSED, CANCEL, CANCELLED, Who.CLAIMANT_OR_OWNER, Told.CANCELLED, Starts.END),
      new Line(APPROVED, CANCEL, CANCELLED, Who.CLAIMANT_OR_OWNER, Told.CANCELLED, Starts.END),
      new Line(COOLING_OFF, CANCEL, CANCELLED, Who.CLAIMANT_OR_OWNER, Told.CANCELLED, Starts.END),
      new Line(COMPLETING, CANCEL, CANCELLED, Who.OWNER, Told.CANCELLED, Starts.END),

      new Line(OPENED, EXPIRE, EXPIRED, Who.SWEEP, Told.EXPIRED, Starts.END),
      new Line(EVIDENCE, EXPIRE, EXPIRED, Who.SWEEP, Told.EXPIRED, Starts.END),
      new Line(REVIEW, EXPIRE, EXPIRED, Who.SWEEP, Told.EXPIRED, Starts.END),
      new Line(APPROVAL_PROPOSED, EXPIRE, EXPIRED, Who.SWEEP, Told.EXPIRED, Starts.END),
      new Line(REJECTION_PROPOSED, EXPIRE, EXPIRED, Who.SWEEP, Told.EXPIRED, Starts.END),
      new Line(REVIEW, DISMISS, REJECTED, Who.SWEEP, Told.NOBODY, Starts.END));

  private CaseTable() {}

  static Optional<Line> find(CaseState from, CaseAction action) {
    return LINES.stream().filter(line -> line.from() == from && line.action() == action).findFirst();
  }
}
