/// Codes by e-mail and SMS: out-of-band authenticators (NIST SP 800-63B-4 §3.1.3), the weaker second factors; and codes to
/// an address that is none, which confirm an unusual sign-in.
///
/// `challenge` has codes sent and checked here. An address proves nothing until a code that was sent to it came back.
package io.portcullis.mfa.outofband;
