package io.portcullis.recovery.freeze;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;

/// What a genuine freeze link says.
///
/// @param alert the event that the customer was told about; one event freezes once, however often its link is used
record FreezeLink(AccountId account, EventId alert) {}
