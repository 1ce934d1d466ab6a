/// Choosing, hashing and comparing passwords.
///
/// Sign-in asks whether a password matches, registration and recovery whether one may be chosen. Nothing here knows
/// whose password it is, and no password leaves this package but as a hash.
package io.portcullis.auth.password;
