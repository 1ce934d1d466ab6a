/// What waits in Redis for a claimant's next step: sign-ins, passkey sign-ins, step-ups. One shape, one lifetime, one
/// way to be used up.
package io.portcullis.auth.pending;
