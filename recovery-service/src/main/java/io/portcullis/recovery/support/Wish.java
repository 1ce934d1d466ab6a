package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import java.util.Optional;
import java.util.UUID;

/// What a staff member wants to do.
///
/// @param account whose; empty while it is only looked for
/// @param webhook the receiver of webhooks that it is about
record Wish(StaffOperation operation, Optional<AccountId> account, Optional<UUID> webhook, Occasion occasion) {

  Wish(StaffOperation operation, Optional<AccountId> account, Occasion occasion) {
    this(operation, account, Optional.empty(), occasion);
  }

  static Wish aboutWebhook(StaffOperation operation, Optional<UUID> webhook, Occasion occasion) {
    return new Wish(operation, Optional.empty(), webhook, occasion);
  }
}
