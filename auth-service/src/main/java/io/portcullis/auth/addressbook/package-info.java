/// The customer's address book (SAFE-13): addresses to pay out to. Each entry is an approved action, made once of its approval, and
/// never changed. A customer may let money go to the book alone ("book-only"): switching that on happens at once, switching it
/// off takes 48 hours. [BookRules] is what approvals ask.
///
/// A booked address bypasses nothing: each withdrawal is approved, and held, like every other.
package io.portcullis.auth.addressbook;
