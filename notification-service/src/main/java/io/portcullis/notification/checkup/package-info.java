/// The security check-up (SAFE-11): what protects an account, what is missing, what to do next.
///
/// It is read out of the audit trail at the moment it is asked for. What was read once is kept, and can be thrown away: nothing is to be
/// filled in for accounts older than it, and it can't differ from what was heard.
package io.portcullis.notification.checkup;
