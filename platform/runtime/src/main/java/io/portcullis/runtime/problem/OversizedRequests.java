package io.portcullis.runtime.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Holds bodies to 64 KiB, and those of a [LargeBody] to its own size and number. Answers a body that announces itself as too
/// large before a byte of it is read, and with a problem: Quarkus alone would close with an empty 413. A body of unannounced
/// length is read here, up to the same limit: Quarkus would log each larger one as an error.
@Singleton
class OversizedRequests {

  /// Ahead of Quarkus's own check.
  private static final int PRIORITY = 1000;

  /// Gateways hold requests to the same.
  private static final long USUAL = 64 * 1024;

  /// Before a client asks again for a place.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private record Large(long bytes, Semaphore places) {}

  private final long largest;
  private final Map<String, Large> larger;
  private final ProblemWriter problems;

  OversizedRequests(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest, @Any Instance<LargeBody> larger,
      ProblemWriter problems) {
    this.largest = largest.asLongValue();
    this.larger = larger.stream()
        .collect(Collectors.toUnmodifiableMap(LargeBody::path, body -> new Large(body.bytes(), new Semaphore(body.atOnce()))));
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    MultiMap headers = context.request().headers();
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    Optional<Large> own = Optional.ofNullable(larger.get(String.valueOf(context.request().path())));
    long limit = Math.min(largest, own.map(Large::bytes).orElse(USUAL));
    boolean chunked = headers.contains(HttpHeaders.TRANSFER_ENCODING);
    if (length != null && isMore(length, limit)) {
      refuse(context, limit);
    } else if (own.isPresent() && (chunked || length != null && isMore(length, USUAL)) && !takePlace(context, own.get().places())) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(PAUSE.toSeconds()));
      problems.answerAndClose(context.request(), Problem.of(HouseProblem.UNAVAILABLE));
    } else if (chunked) {
      readWhole(context, limit);
    } else {
      context.next();
    }
  }

  private static boolean takePlace(RoutingContext context, Semaphore places) {
    boolean free = places.tryAcquire();
    if (free) {
      // Also when the client goes away.
      context.addEndHandler(_ -> places.release());
    }
    return free;
  }

  private void refuse(RoutingContext context, long limit) {
    problems.answerAndClose(context.request(), Problem.of(HouseProblem.REQUEST_TOO_LARGE).with("maxBytes", limit));
  }

  private void readWhole(RoutingContext context, long limit) {
    var body = Buffer.buffer();
    context.request().handler(piece -> {
      if (body.length() + piece.length() > limit) {
        refuse(context, limit);
      } else {
        body.appendBuffer(piece);
      }
    }).endHandler(_ -> {
      ((RoutingContextInternal) context).setBody(body);
      context.next();
    }).resume();
  }

  private static boolean isMore(String length, long limit) {
    try {
      return Long.parseLong(length) > limit;
    } catch (NumberFormatException notALength) {
      return true;
    }
  }
}
