package io.portcullis.notification.listing;

import io.portcullis.runtime.problem.FieldError;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The query parameters of a list. One that is not known is refused: a misspelt filter would silently show everything.
public final class KnownParameters {

  private final Set<String> single;
  private final Set<String> repeatable;

  private KnownParameters(Set<String> single, Set<String> repeatable) {
    this.single = single;
    this.repeatable = repeatable;
  }

  public static KnownParameters of(Set<String> single, Set<String> repeatable) {
    return new KnownParameters(Set.copyOf(single), Set.copyOf(repeatable));
  }

  /// Refuses an unknown parameter, an empty one, and a second value of one that has one.
  public void require(UriInfo asked) {
    asked.getQueryParameters().forEach((name, values) -> {
      if (!single.contains(name) && !repeatable.contains(name)) {
        var known = new TreeSet<>(single);
        known.addAll(repeatable);
        throw new ProblemException(Problem.of(HouseProblem.UNKNOWN_FIELD).with("known", List.copyOf(known)));
      }
      if (values.contains("")) {
        throw refused(name, "must not be empty");
      }
      if (single.contains(name) && values.size() > 1) {
        throw refused(name, "must be there once");
      }
    });
  }

  public static ProblemException refused(String field, String message) {
    return new ProblemException(
        Problem.of(HouseProblem.INVALID_FIELDS).with("errors", List.of(new FieldError(field, message))));
  }
}
