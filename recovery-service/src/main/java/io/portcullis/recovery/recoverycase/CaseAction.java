package io.portcullis.recovery.recoverycase;

/// What can be done to a case.
enum CaseAction {
  /// The account behind the identifier was found.
  RECOGNISE,
  ADD_EVIDENCE, SUBMIT,
  PROPOSE_APPROVAL, PROPOSE_REJECTION, CONFIRM_APPROVAL, CONFIRM_REJECTION, OBJECT,
  START_WAIT, END_WAIT, COMPLETE,
  CANCEL, EXPIRE,
  /// There is no account behind the identifier: the case ends as a rejected one does.
  DISMISS
}
