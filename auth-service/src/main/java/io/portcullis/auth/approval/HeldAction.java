package io.portcullis.auth.approval;

import io.portcullis.auth.hold.HoldScope;
import java.util.Optional;
import java.util.Set;

/// By which way an action moves money out of an account.
final class HeldAction {

  /// Scopes of an API key that can move money.
  private static final Set<String> MOVING = Set.of("withdraw", "transfer");

  private HeldAction() {}

  /// Empty for what moves none.
  static Optional<HoldScope> scope(Action action) {
    return switch (action.type()) {
      case "withdrawal" -> Optional.of(HoldScope.WITHDRAWAL);
      case "internal-transfer" -> Optional.of(HoldScope.INTERNAL_TRANSFER);
      // Who buys pays outside.
      case "p2p-trade" -> action.text("side").filter("sell"::equals).map(_ -> HoldScope.P2P_SALE);
      case "api-key" -> action.details().path("scopes").valueStream().anyMatch(scope -> MOVING.contains(scope.asText()))
          ? Optional.of(HoldScope.API_WITHDRAWAL) : Optional.empty();
      // It has a cooling time of its own.
      case "address-book-entry" -> Optional.empty();
      // The installation's own: nobody here knows what it moves.
      default -> Optional.of(HoldScope.WITHDRAWAL);
    };
  }
}
