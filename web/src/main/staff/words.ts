import { en, type Words } from '../pages/words/en';
import type { Reason } from './calls';

/** What the staff read. English alone. */
export const reasons: Record<Reason, string> = {
  'customer-contact': 'The customer contacted us',
  'security-alert': 'A security alert',
  'fraud-report': 'A report of fraud',
  'case-review': 'Review of a case',
  'legal-request': 'A legal request',
  'quality-check': 'A check of quality',
  operations: 'A system is new, changed or broken',
};

const { operations, ...ofAccounts } = reasons;

/** Why staff look at accounts and cases. */
export const accountReasons: Record<string, string> = ofAccounts;

/** Why operators look at webhooks. */
export const operatorReasons: Record<string, string> = {
  operations,
  'security-alert': reasons['security-alert'],
  'quality-check': reasons['quality-check'],
};

export const webhookStates: Record<string, string> = {
  active: 'Takes what it is sent',
  failing: 'Does not take what it is sent, and is tried again',
  disabled: 'Switched off after days of failure',
  paused: 'Paused by an operator',
};

export const deliveryStates: Record<string, string> = {
  waiting: 'Waits to be sent',
  delivered: 'Taken',
  failed: 'Given up',
};

export const losses: Record<string, string> = {
  'second-factor': 'The second factor and the recovery codes',
  identifier: 'The mailbox or the phone number',
  'locked-account': 'The account is locked',
  'trading-passphrase': 'The trading passphrase',
  'compromised-account': 'Somebody else has the account',
};

/** What a case is about: the reason of a case says `lost-` before some. */
export function lossOf(reason: string): string {
  return losses[reason.replace('lost-', '')] ?? spelt(reason);
}

export const states: Record<string, string> = {
  opened: 'Open, not handed over',
  evidence: 'Open, with evidence, not handed over',
  review: 'Waits for a first decision',
  'approval-proposed': 'Approval proposed, waits for a second person',
  'rejection-proposed': 'Rejection proposed, waits for a second person',
  approved: 'Approved',
  'cooling-off': 'Approved, in its wait',
  completing: 'Being carried out',
  completed: 'Completed',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
  expired: 'Expired',
};

/** What the claimant had when the case was opened. */
export const openedFrom: Record<string, string> = {
  strangers: 'Nothing of the customer’s was shown.',
  mailbox: 'The claimant reads the customer’s mailbox.',
  device: 'On a device on which the customer signed in before.',
  session: 'The claimant was signed in.',
  desk: 'A member of the staff took a call.',
};

/** Whether the claimant has the account’s authenticator app. */
export const factor: Record<string, string> = {
  match: 'The claimant has it.',
  'too-new': 'The claimant has one that was new when the case was opened. It may be a thief’s.',
  'no-match': 'A wrong code was shown.',
  'not-compared': 'Not compared: the account has none, or too many codes were shown lately.',
};

/** Whether what the claimant said of the account is true. */
export const knowledge: Record<string, string> = {
  match: 'True.',
  near: 'Nearly: the month or the band beside it.',
  'no-match': 'Not true.',
  'not-compared': 'Not compared: it is not known here.',
};

export const answers: Record<string, string> = {
  match: 'The answers to the security questions are right. A stranger may know them, too.',
  'no-match': 'The answers to the security questions are wrong, or none were ever set.',
  'not-compared': 'The answers were not compared: there were too many tries. That says nothing against the owner.',
};

export const kinds: Record<string, string> = {
  document: 'Passport or identity card',
  selfie: 'Person with the note',
};

/** Of a case or a proposal in a list. */
export const yours = 'Yours: another person decides.';

export const anotherPerson = `Another person must decide. You can’t decide when you opened the case, when you made the proposal, or when you
  dealt with this customer in the last seven days: by looking the account up, locking or unlocking it, ending its sessions, or opening a case.`;

/** Problems of the desk, beside those that the customers' pages know. */
const problems: Record<string, string> = {
  'role-missing': 'Your roles do not allow this.',
  'reason-refused': 'This reason is for the operators’ calls alone. Choose another one.',
  'account-unknown': 'No account has this identifier. The search was counted.',
  'account-not-found-first': 'Find the account by its identifier first. It stays open to you for eight hours.',
  'account-closed': 'This account was closed for good.',
  'case-unknown': 'There is no such case any more.',
  'case-state': 'The case has changed meanwhile. Look at it again.',
  'evidence-unknown': 'This file is no longer kept.',
  'another-person-needed': anotherPerson,
  'account-not-locked': 'The staff have not locked this account.',
  'frozen-by-owner': 'The owner froze this account. The way back comes first.',
  'unlock-unknown': 'There is no such proposal any more.',
  'unlock-outdated': 'This proposal is decided or too old, or the account has another lock.',
  'webhook-unknown': 'There is no such receiver any more, or no such delivery to it.',
  'webhook-url-refused': 'No webhook may go to this URL. It must be https: and of a host that portcullis.webhooks.hosts names.',
  'webhook-exists': 'A receiver has this URL already.',
  'webhooks-full': 'There are as many receivers as there may be. Remove one first.',
  'cursor-refused': 'This list has changed. Begin it again.',
  'authentication-required': 'Your sign-in has ended, or your provider gives you no role here. Sign in again.',
  unavailable: 'A service behind the desk does not answer. Try again in a moment.',
};

/** For what the desk shares with the customers' pages: fields, buttons, failures. */
export const deskWords: Words = {
  ...en,
  problems: { ...en.problems, ...problems },
  wait: (minutes) => `You have made as many such calls as one person may. Wait ${minutes} min.`,
};

/** A code as words: `session-established` as `session established`. */
export function spelt(code: string): string {
  return code.replaceAll('-', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** The type of an event without its family and version. */
export function event(type: string): string {
  return spelt(type.replace(/\.v\d+$/, '').split('.').pop()!);
}
