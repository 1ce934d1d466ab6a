package io.portcullis.recovery.password;

import io.portcullis.contracts.AccountId;
import java.time.Instant;
import java.util.UUID;

/// A link in use by one caller.
///
/// @param id the link, and the reset that auth-service carries out once
/// @param issuedAt when it was sent
/// @param claim this use of it
record ClaimedLink(UUID id, AccountId account, Instant issuedAt, UUID claim) {}
