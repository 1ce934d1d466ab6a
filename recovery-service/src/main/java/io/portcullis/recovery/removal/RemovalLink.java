package io.portcullis.recovery.removal;

import io.portcullis.contracts.AccountId;
import java.time.Instant;

/// What a genuine link says.
///
/// @param askedUntil removals that were asked for later are none of its business
record RemovalLink(AccountId account, Instant askedUntil) {}
