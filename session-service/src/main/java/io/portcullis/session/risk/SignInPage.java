package io.portcullis.session.risk;

import io.portcullis.contracts.SessionId;
import io.portcullis.session.place.ShownPlace;
import io.portcullis.session.risk.KeptDecisions.KeptDecision;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Sign-ins that were decided about, newest first.
///
/// @param next the `after` of the next page; absent on the last one
@RegisterForReflection
record SignInPage(List<SignIn> signIns, Optional<String> next) {

  /// Greater than every id: where the list begins.
  private static final SessionId NEWEST = new SessionId(new UUID(-1, -1));

  /// @param id       the session's own, if one was opened
  /// @param device   as it called itself
  /// @param place    as it was known then
  /// @param reasons  what was unusual about it, the heaviest first
  /// @param score    for staff: the weights of the reasons
  @RegisterForReflection
  @Schema(name = "SignIn")
  record SignIn(UUID id, Instant at,
      @Schema(enumeration = {"allowed", "asked", "blocked"}) String decision, String device, String kind, ShownPlace place,
      Optional<String> address, List<ShownReason> reasons, Optional<Integer> score) {}

  /// What a page is read before. Empty when `after` is no cursor of this list.
  static Optional<UUID> before(Optional<String> after) {
    return (after.isEmpty() ? Optional.of(NEWEST) : SessionId.parse(after.get())).map(SessionId::value);
  }

  /// @param found one more than `limit`, if there is a next page
  static SignInPage forOwner(List<KeptDecision> found, int limit) {
    return of(found, limit, Optional.empty());
  }

  static SignInPage forStaff(List<KeptDecision> found, int limit) {
    return of(found, limit, Optional.of(KeptDecision::score));
  }

  private static SignInPage of(
      List<KeptDecision> found, int limit, Optional<Function<KeptDecision, Integer>> score) {
    List<SignIn> shown = found.stream().limit(limit).map(kept -> new SignIn(kept.id(), kept.at(), kept.decision(),
        kept.device(), kept.kind(), ShownPlace.named(kept.place()), kept.address(), ShownReason.of(kept.reasons()),
        score.map(of -> of.apply(kept)))).toList();
    return new SignInPage(shown, found.size() > limit ? Optional.of(shown.getLast().id().toString()) : Optional.empty());
  }
}
