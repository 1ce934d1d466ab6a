/// What becomes of a mail after the mail server took it, as a mail provider reports it.
///
/// Only a signed report about a mail of ours has an effect, and none makes an account quieter for its owner: see `AddressMarks`.
package io.portcullis.notification.bounce;
