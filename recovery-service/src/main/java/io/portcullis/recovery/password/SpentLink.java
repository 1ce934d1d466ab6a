package io.portcullis.recovery.password;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Issued;
import java.util.Optional;

/// A link that was used up for something else than a new password at once.
///
/// @param sentTo the address that it went to; empty for one from before that was kept
/// @param origin what it was issued for
public record SpentLink(AccountId account, Issued issued, Optional<String> sentTo, LinkOrigin origin) {

  @Override
  public String toString() {
    return "SpentLink[" + account + "]";
  }
}
