/// Second factors: what an account has enrolled, and whether a code proves one of them.
///
/// `webauthn`, `totp` and `recoverycode` are the kinds of proof, `guess` bounds guessing at all of them, `challenge` is what
/// auth-service begins and checks, `policy` says who may change an account's factors, `overview` shows them.
package io.portcullis.mfa;
