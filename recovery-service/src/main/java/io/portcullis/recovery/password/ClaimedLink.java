package io.portcullis.recovery.password;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Issued;
import java.util.Optional;
import java.util.UUID;

/// A link in use by one caller.
///
/// @param id the link, and the reset that auth-service carries out once
/// @param sentTo the address it was sent to; empty for one from before that was kept
/// @param claim this use of it
record ClaimedLink(UUID id, AccountId account, Issued issued, Optional<String> sentTo, UUID claim, LinkOrigin origin) {

  @Override
  public String toString() {
    return "ClaimedLink[" + id + "]";
  }
}
