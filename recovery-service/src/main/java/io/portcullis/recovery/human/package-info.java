/// Human verification as recovery uses it: auth-service makes the challenges and checks the proofs. When it gives no
/// answer, a request that needs a proof is refused (503): asking for mails fails closed.
package io.portcullis.recovery.human;
