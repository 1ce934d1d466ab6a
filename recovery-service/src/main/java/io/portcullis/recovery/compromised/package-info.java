/// "My account is compromised" (BACK-6): the freeze from inside, and the way back into a frozen account.
///
/// A session that is a thief's may freeze, too: it takes access away, from both, and gives none. The way back takes a link to a proved
/// address *and* a factor of before the freeze, so whoever reads the mail can freeze, and can't open again.
package io.portcullis.recovery.compromised;
