/// The identifiers of an account: add one, prove it, make it the primary one, remove it, take a change back (IN-1, A-43).
///
/// Every change is told to each address that the account had before, with a link that takes it back for 72 hours. What was
/// removed is kept for the account as long.
package io.portcullis.auth.identifier;
