package io.portcullis.notification.checkup;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How an account is protected.
///
/// @param items what to do first, first
@RegisterForReflection
@Schema(name = "SecurityCheckup")
public record Checkup(Score score, List<Item> items) {

  /// The points of all items, of those that there are. Each item says how many it has.
  ///
  /// @param how in words
  @RegisterForReflection
  @Schema(name = "SecurityScore")
  public record Score(int points, int of, String how) {

    private static final String HOW = "The sum of the points of all items. An item that is done has all of its points, one to improve has some.";

    static Score of(List<Item> items) {
      return new Score(items.stream().mapToInt(Item::points).sum(), items.stream().mapToInt(Item::of).sum(), HOW);
    }
  }

  /// @param why    in English; `id` and `state` are for programs
  /// @param next   what to do about it, by the id that docs/integration-app.md maps to an operation; absent when there is nothing to do
  /// @param points towards the score
  /// @param of     as many as it can have
  @RegisterForReflection
  @Schema(name = "SecurityCheckupItem")
  public record Item(@Schema(examples = "second-factor") String id, State state, String why, Optional<String> next, int points, int of) {}

  @RegisterForReflection
  @Schema(name = "SecurityCheckupState")
  public enum State {
    /// Something is wrong, or about to become so.
    ATTENTION,
    MISSING,
    /// It is there, and could be better.
    IMPROVE,
    DONE;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
