package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import java.util.Optional;

/// What a staff member wants to do.
///
/// @param account whose; empty while it is only looked for
record Wish(StaffOperation operation, Optional<AccountId> account, Occasion occasion) {}
