/// Orders to another service that a change of an account has committed to.
///
/// The room of the change writes them in its own transaction, and says how they are told. Here they are told until the other
/// service has acknowledged them. Nothing here knows what they say.
package io.portcullis.auth.owed;
