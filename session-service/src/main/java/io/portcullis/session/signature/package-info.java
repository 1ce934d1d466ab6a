/// Requests that a customer's program signed with an API key (SAFE-8): HTTP Message Signatures (RFC 9421), and the plain form that
/// exchange clients know. Verified from memory and one question to Redis, for [io.portcullis.session.check].
///
/// The body is not here: a signature covers its digest (RFC 9530), and whoever reads the body compares.
package io.portcullis.session.signature;
