package io.portcullis.auth.account;

import java.time.Instant;
import java.util.Optional;

/// What an order to set a new password rests on: a link that recovery-service sent.
///
/// @param issuedAt by recovery-service's clock
/// @param epoch    the account's, as it was told before the link was issued; empty for a link of an earlier release
public record ResetProof(Instant issuedAt, Optional<Integer> epoch) {}
