/// What an account's standing is with respect to sessions: whether any may be opened, and on proofs from when. Told by
/// auth-service; checked again wherever a token is issued.
package io.portcullis.session.standing;
