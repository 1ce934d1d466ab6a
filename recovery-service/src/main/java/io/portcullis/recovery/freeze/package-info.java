/// "This wasn't me": the link in an alert freezes the account. It proves nothing but that somebody read the alert, so
/// it can only close the gate; opening it again takes more than a link.
package io.portcullis.recovery.freeze;
