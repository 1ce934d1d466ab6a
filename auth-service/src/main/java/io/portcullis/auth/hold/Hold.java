package io.portcullis.auth.hold;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Money stays in the account.
///
/// @param reason the kind of change that it follows from; there may be new ones
/// @param scope  what it holds
/// @param since  when that was changed last
@RegisterForReflection
public record Hold(@Schema(examples = "trading-passphrase-set") String reason, Set<HoldScope> scope, Instant since, Instant until) {

  public Hold {
    scope = Set.copyOf(scope);
  }
}
