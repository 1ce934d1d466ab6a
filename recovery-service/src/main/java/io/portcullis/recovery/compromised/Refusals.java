package io.portcullis.recovery.compromised;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.problem.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What auth-service refused, as this service may tell it.
final class Refusals {

  private static final String NAMES = "urn:portcullis:problem:";

  /// Those that auth-service calls otherwise.
  private static final Map<ProblemType, String> THEIRS =
      Map.of(RecoveryProblem.WAY_BACK_ENDED, "step-up-ended", RecoveryProblem.LAST_IDENTIFIER, "identifier-needed");

  private Refusals() {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refusal(String type) {}

  /// The same problem where a customer can do something about it; `unavailable` else.
  static Throwable asTold(Throwable failure) {
    return failure instanceof WebApplicationException refused
        ? told(refused.getResponse()).<Throwable>map(ProblemException::new).orElseGet(() -> ProblemException.unavailable(failure))
        : ProblemException.unavailable(failure);
  }

  private static Optional<ProblemType> told(Response response) {
    if (response.getStatus() < 400 || response.getStatus() >= 500 || !response.hasEntity()) {
      return Optional.empty();
    }
    String type = String.valueOf(response.readEntity(Refusal.class).type());
    return Stream.<ProblemType>of(RecoveryProblem.CODE_REFUSED, RecoveryProblem.METHOD_NOT_OFFERED, RecoveryProblem.WAY_BACK_ENDED,
            RecoveryProblem.LAST_IDENTIFIER, RecoveryProblem.TOO_MANY_ATTEMPTS, HouseProblem.FACTOR_NOT_SETTLED,
            HouseProblem.INVALID_FIELDS, HouseProblem.NOT_FOUND)
        .filter(known -> type.equals(NAMES + THEIRS.getOrDefault(known, slug(known))))
        .findFirst();
  }

  private static String slug(ProblemType type) {
    return ((Enum<?>) type).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Another way back has set the password, or opened the account.
  static boolean isConflict(Throwable failure) {
    return failure instanceof WebApplicationException refused && refused.getResponse().getStatus() == 409;
  }
}
