package io.portcullis.recovery.freeze;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import java.time.Instant;
import java.util.Optional;

/// What a genuine freeze link says.
///
/// @param alert     the event that the customer was told about; one event freezes once, however often its link is used
/// @param alertedAt when that happened, in whole seconds; empty in a link of an early release
record FreezeLink(AccountId account, EventId alert, Optional<Instant> alertedAt) {}
