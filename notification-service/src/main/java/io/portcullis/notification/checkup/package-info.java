/// The security check-up (SAFE-11): what protects an account, what is missing, what to do next.
///
/// It is read out of the audit trail at the moment it is asked for. Nothing is stored, so nothing is to be filled in for accounts
/// older than it, and it can't differ from what was heard.
package io.portcullis.notification.checkup;
