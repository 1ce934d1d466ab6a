/// Taking a factor away, whatever its kind: at once when a settled factor confirms it, otherwise after a wait in which
/// the owner hears of it and can cancel it.
package io.portcullis.mfa.removal;
