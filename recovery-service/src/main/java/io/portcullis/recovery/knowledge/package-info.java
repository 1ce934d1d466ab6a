/// What only an account's owner is likely to know of it: the month of the last sign-in, and roughly what the account is worth. Reviewers
/// of a recovery case see whether a claimant knew it. It decides nothing (NIST SP 800-63A-4 takes such knowledge for no proof).
package io.portcullis.recovery.knowledge;
