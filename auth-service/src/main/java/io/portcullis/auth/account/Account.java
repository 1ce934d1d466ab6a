package io.portcullis.auth.account;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.identifier.Identifier;
import java.time.Instant;
import java.util.List;

/// One customer's account with its proved identifiers, the oldest first; there is always one.
///
/// @param locale BCP 47 language tag of messages
public record Account(
    AccountId id, AccountStatus status, String locale, Instant createdAt, List<Proved> identifiers) {

  public Account {
    identifiers = List.copyOf(identifiers);
  }

  public record Proved(Identifier identifier, Instant verifiedAt) {}

  /// Where a code goes that confirms an unusual sign-in: a mailbox if there is one, since text messages cost money and
  /// SIM cards are swapped.
  public Identifier confirmationAddress() {
    return identifiers.stream().map(Proved::identifier).filter(proved -> proved.type() == Identifier.Type.EMAIL)
        .findFirst().orElseGet(this::primary);
  }

  /// Where messages go that concern the account as a whole.
  public Identifier primary() {
    return identifiers.getFirst().identifier();
  }
}
