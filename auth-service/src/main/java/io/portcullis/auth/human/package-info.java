/// Human verification (IN-4, A-18): asks a client to show that a request is worth some effort to its sender.
///
/// Callers decide *when* to ask; this package knows *how*. One [HumanVerification] stands before the providers: ALTCHA's
/// proof of work, which this service makes and checks itself, or one hosted provider by configuration.
/// It never decides who somebody is, and no answer depends on whether an identifier has an account.
package io.portcullis.auth.human;
