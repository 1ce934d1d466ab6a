/// From an address that somebody claims to an account whose owner proved it.
///
/// Whoever asks never learns whether an address has an account: the answer, its cost and the limits it uses are the
/// same, and only the owner is told.
package io.portcullis.auth.registration;
