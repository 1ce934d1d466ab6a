/// Authenticator apps: time-based one-time passwords by RFC 6238.
///
/// A code proves nothing until its authenticator is confirmed, and each time step is accepted once.
package io.portcullis.mfa.totp;
