/// The recovery case: the way back for a customer who has lost more than a password (BACK-3).
///
/// [CaseTable] is the whole state machine. [RecoveryCase] is one row and applies the table to itself; every change goes
/// through [MoveCase], which holds the row's lock, so of two changes at once one is decided on what the other left.
/// [SweepCases] does what time asks for.
///
/// **For the support desk.** Staff call plain methods. `person` is the member of staff as `iss|sub`, never a session:
/// - [OpenCase#byStaff]: opens a case for a customer; that person can't decide it.
/// - [ReviewCases#list] and [ReviewCases#show]: what waits for a decision, and one case.
/// - [DecideCase#propose]: the first decision, with a reason of the reviewer's own words.
/// - [DecideCase#confirm] and [DecideCase#object]: the second person's answer to it.
///
/// The two persons differ, and neither opened the case; who asks wrongly gets [DecideCase.Verdict#NOT_THIS_PERSON]. Nobody of
/// the staff can shorten the wait, complete a case, or read its token.
package io.portcullis.recovery.recoverycase;
