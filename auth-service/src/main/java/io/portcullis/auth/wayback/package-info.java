/// The way back into a frozen account (BACK-6), as far as auth-service and those below it have a part in it: a factor of before the
/// freeze is shown, and what is in the account is reviewed.
///
/// recovery-service leads it and says in which order. Nothing here opens the account; each call wants it frozen.
package io.portcullis.auth.wayback;
