/// Signing in: the password here, the second factor at mfa-service, and session-service alone decides what they are
/// enough for.
///
/// What a stranger may try is bounded in [io.portcullis.auth.throttle.Limits]. A wrong password and an unknown
/// identifier take the same path: one look-up, one count, one hash, one question to mfa-service, one answer.
package io.portcullis.auth.signin;
