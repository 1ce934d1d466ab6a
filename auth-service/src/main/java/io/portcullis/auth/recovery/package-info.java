/// What recovery-service asks for on a customer's behalf: to find an account, set its password, freeze it.
///
/// The proof that the customer wants it lies with recovery-service; here each order has its effect once.
package io.portcullis.auth.recovery;
