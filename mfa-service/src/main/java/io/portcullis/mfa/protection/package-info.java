/// When an account's factors and its trading passphrase were last changed, and until when that holds withdrawals (SAFE-10, A-38).
/// A thief who is in an account changes them first, and what was removed leaves no row of its own.
package io.portcullis.mfa.protection;
