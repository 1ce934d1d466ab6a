/// What auth-service begins and checks when a second factor is asked for, or the owner about an unusual sign-in. Called by
/// services only.
///
/// A challenge proves one thing once: it is bound to an account, a purpose and an attempt, and ends when it is proved.
package io.portcullis.mfa.challenge;
