package io.portcullis.runtime.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers a body that announces itself as too large before a byte of it is read, and with a problem: Quarkus alone
/// would close with an empty 413. A body of unannounced length is cut off by Quarkus at the same limit.
@Singleton
class OversizedRequests {

  /// Ahead of Quarkus's own check.
  private static final int PRIORITY = 1000;

  private final long largest;
  private final ProblemWriter problems;

  OversizedRequests(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest, ProblemWriter problems) {
    this.largest = largest.asLongValue();
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isTooLarge(length)) {
      problems.answerAndClose(request, Problem.of(HouseProblem.REQUEST_TOO_LARGE).with("maxBytes", largest));
    } else {
      context.next();
    }
  }

  private boolean isTooLarge(String length) {
    try {
      return Long.parseLong(length) > largest;
    } catch (NumberFormatException notALength) {
      return true;
    }
  }
}
