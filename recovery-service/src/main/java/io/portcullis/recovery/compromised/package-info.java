/// "My account is compromised" (BACK-6): the freeze from inside.
///
/// A session that is a thief's may do this, too: it takes access away, from both, and gives none.
package io.portcullis.recovery.compromised;
