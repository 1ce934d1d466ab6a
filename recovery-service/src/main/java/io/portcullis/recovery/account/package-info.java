/// What recovery asks of auth-service, which owns accounts and passwords. Nothing of an account is kept here, and
/// nothing in this package is called while a stranger waits for the answer to "I forgot my password".
package io.portcullis.recovery.account;
