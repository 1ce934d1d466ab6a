/// Other companies' systems hear of security events by the OpenID Shared Signals Framework 1.0: signed security event tokens
/// (RFC 8417) with CAEP's and RISC's events, pushed (RFC 8935) or polled (RFC 8936).
package io.portcullis.notification.sharedsignals;
