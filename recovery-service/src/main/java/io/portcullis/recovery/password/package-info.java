/// "I forgot my password": ask for a link, look at it, set a new password by it.
///
/// Asking is one insert for everybody. Whether there is an account is found out afterwards, by a worker, so neither
/// the answer nor its timing can tell. A link resets the password and nothing else: no second factor is touched here.
package io.portcullis.recovery.password;
