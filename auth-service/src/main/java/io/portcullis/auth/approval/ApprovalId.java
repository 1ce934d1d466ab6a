package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/// The id of an approval as it stands in a path.
final class ApprovalId {

  private ApprovalId() {}

  static Optional<UUID> parse(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  /// What is no id names nothing.
  static Uni<RestResponse<?>> in(String text, Function<UUID, Uni<RestResponse<?>>> answer) {
    return parse(text).map(answer).orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }
}
