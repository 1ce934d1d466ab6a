package io.portcullis.runtime.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers a body that announces itself as too large before a byte of it is read, and with a problem: Quarkus alone
/// would close with an empty 413. A body of unannounced length is read here, up to the same limit: Quarkus would log each
/// larger one as an error.
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
    MultiMap headers = context.request().headers();
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isTooLarge(length)) {
      refuse(context);
    } else if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      readWhole(context);
    } else {
      context.next();
    }
  }

  private void refuse(RoutingContext context) {
    problems.answerAndClose(context.request(), Problem.of(HouseProblem.REQUEST_TOO_LARGE).with("maxBytes", largest));
  }

  private void readWhole(RoutingContext context) {
    var body = Buffer.buffer();
    context.request().handler(piece -> {
      if (body.length() + piece.length() > largest) {
        refuse(context);
      } else {
        body.appendBuffer(piece);
      }
    }).endHandler(_ -> {
      ((RoutingContextInternal) context).setBody(body);
      context.next();
    }).resume();
  }

  private boolean isTooLarge(String length) {
    try {
      return Long.parseLong(length) > largest;
    } catch (NumberFormatException notALength) {
      return true;
    }
  }
}
