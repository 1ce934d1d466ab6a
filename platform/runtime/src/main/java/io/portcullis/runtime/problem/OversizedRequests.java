package io.portcullis.runtime.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private final String answer;

  OversizedRequests(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest, ObjectMapper json)
      throws JsonProcessingException {
    this.largest = largest.asLongValue();
    answer = json.writeValueAsString(Problem.of(HouseProblem.REQUEST_TOO_LARGE).with("maxBytes", this.largest));
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isTooLarge(length)) {
      request.response().setStatusCode(HouseProblem.REQUEST_TOO_LARGE.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
          .end(answer).onComplete(_ -> request.connection().close());
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
