package io.portcullis.auth.account;

import static java.util.Comparator.comparing;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.identifier.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One customer's account with its proved identifiers, the primary one first; there is always one.
///
/// @param locale BCP 47 language tag of messages
public record Account(
    AccountId id, AccountStatus status, String locale, Instant createdAt, List<Proved> identifiers) {

  /// How long a change of identifiers can be taken back, and an added address gets no reset link.
  public static final Duration CHANGE_OPEN = Duration.ofHours(72);

  public Account {
    identifiers = List.copyOf(identifiers);
  }

  /// @param primarySince when it was made the primary one; another may have been made so later
  public record Proved(UUID id, Identifier identifier, Instant verifiedAt, Optional<Instant> primarySince) {}

  /// Where a code goes that confirms an unusual sign-in: a mailbox if there is one, since text messages cost money and
  /// SIM cards are swapped. Never one that was added lately beside an older address: a thief is not asked whether it is
  /// the owner.
  public Identifier confirmationAddress(Instant now) {
    return identifiers.stream().min(comparing((Proved proved) -> !isSettled(proved, now))
        .thenComparing(proved -> proved.identifier().type() != Identifier.Type.EMAIL)
        .thenComparing(Proved::verifiedAt)).orElseThrow().identifier();
  }

  /// Whether a reset link may go to `address`. One that was added is held back while its addition can be taken back.
  /// Else who added an address of their own could go on to set the password by it.
  public boolean mayResetBy(Identifier address, Instant now) {
    return identifiers.stream().anyMatch(proved -> proved.identifier().equals(address) && isSettled(proved, now));
  }

  /// Whether `proved` was the account's before anybody who can still be undone at `now` could have added it: it is older
  /// than [#CHANGE_OPEN], or the account was registered with it.
  public boolean isSettled(Proved proved, Instant now) {
    return !proved.verifiedAt().isAfter(createdAt) || !proved.verifiedAt().isAfter(now.minus(CHANGE_OPEN));
  }

  /// Where messages go that concern the account as a whole.
  public Identifier primary() {
    return identifiers.getFirst().identifier();
  }
}
