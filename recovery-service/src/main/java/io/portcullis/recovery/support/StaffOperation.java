package io.portcullis.recovery.support;

import static io.portcullis.recovery.staff.StaffRole.AUDITOR;
import static io.portcullis.recovery.staff.StaffRole.LEAD;
import static io.portcullis.recovery.staff.StaffRole.OPERATOR;
import static io.portcullis.recovery.staff.StaffRole.REVIEWER;
import static io.portcullis.recovery.staff.StaffRole.SUPPORT;
import static io.portcullis.recovery.support.StaffOperation.Contact.CONTACT;
import static io.portcullis.recovery.support.StaffOperation.Contact.NO_CONTACT;
import static io.portcullis.recovery.support.StaffOperation.Ration.ACTS;
import static io.portcullis.recovery.support.StaffOperation.Ration.DECISIONS;
import static io.portcullis.recovery.support.StaffOperation.Ration.READS;

import io.portcullis.recovery.staff.StaffRole;
import io.portcullis.recovery.support.Occasion.Reason;
import java.util.Locale;
import java.util.Set;

/// Who may do what at the support desk: the whole table. A test asks for each operation with each role.
enum StaffOperation {
  FIND_ACCOUNT(READS, CONTACT, SUPPORT, REVIEWER, LEAD),
  READ_SIGN_INS(READS, NO_CONTACT, SUPPORT, REVIEWER, LEAD),
  READ_OVERVIEW(READS, NO_CONTACT, SUPPORT, REVIEWER, LEAD),
  READ_TIMELINE(READS, NO_CONTACT, SUPPORT, REVIEWER, LEAD),
  LOCK_ACCOUNT(ACTS, CONTACT, SUPPORT, LEAD),
  END_SESSIONS(ACTS, CONTACT, SUPPORT, LEAD),
  PROPOSE_UNLOCK(ACTS, CONTACT, SUPPORT, LEAD),
  LIST_UNLOCKS(READS, NO_CONTACT, REVIEWER, LEAD),
  SHOW_UNLOCK(READS, NO_CONTACT, REVIEWER, LEAD),
  CONFIRM_UNLOCK(DECISIONS, NO_CONTACT, REVIEWER, LEAD),
  REFUSE_UNLOCK(DECISIONS, NO_CONTACT, REVIEWER, LEAD),
  OPEN_CASE(ACTS, CONTACT, SUPPORT, LEAD),
  LIST_CASES(READS, NO_CONTACT, REVIEWER, LEAD),
  SHOW_CASE(READS, NO_CONTACT, REVIEWER, LEAD),
  LIST_EVIDENCE(READS, NO_CONTACT, REVIEWER, LEAD),
  READ_EVIDENCE(READS, NO_CONTACT, REVIEWER, LEAD),
  PROPOSE_DECISION(DECISIONS, NO_CONTACT, REVIEWER, LEAD),
  CONFIRM_DECISION(DECISIONS, NO_CONTACT, REVIEWER, LEAD),
  OBJECT_TO_DECISION(DECISIONS, NO_CONTACT, REVIEWER, LEAD),
  LIST_WEBHOOKS(READS, NO_CONTACT, OPERATOR),
  LIST_WEBHOOK_DELIVERIES(READS, NO_CONTACT, OPERATOR),
  REGISTER_WEBHOOK(ACTS, NO_CONTACT, OPERATOR),
  RENEW_WEBHOOK_SECRET(ACTS, NO_CONTACT, OPERATOR),
  PAUSE_WEBHOOK(ACTS, NO_CONTACT, OPERATOR),
  RESUME_WEBHOOK(ACTS, NO_CONTACT, OPERATOR),
  REMOVE_WEBHOOK(ACTS, NO_CONTACT, OPERATOR),
  REPLAY_WEBHOOK(ACTS, NO_CONTACT, OPERATOR),
  SEARCH_AUDIT(READS, NO_CONTACT, AUDITOR),
  EXPORT_AUDIT(READS, NO_CONTACT, AUDITOR);

  /// By which ration the call is counted.
  enum Ration { READS, ACTS, DECISIONS }

  /// Whether the caller deals with the customer. Whoever did may not decide on that customer's case.
  enum Contact { CONTACT, NO_CONTACT }

  private final Ration ration;
  private final Contact contact;
  private final Set<StaffRole> roles;

  StaffOperation(Ration ration, Contact contact, StaffRole... roles) {
    this.ration = ration;
    this.contact = contact;
    this.roles = Set.of(roles);
  }

  Ration ration() {
    return ration;
  }

  boolean isContact() {
    return contact == CONTACT;
  }

  Set<StaffRole> roles() {
    return roles;
  }

  boolean isOpenTo(Set<StaffRole> held) {
    return held.stream().anyMatch(roles::contains);
  }

  /// Who watches the staff reads reasons: the operators' own one says nothing of a customer.
  boolean takes(Reason reason) {
    return reason != Reason.OPERATIONS || roles.contains(OPERATOR);
  }

  /// As rows and events say it: `find-account`.
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
