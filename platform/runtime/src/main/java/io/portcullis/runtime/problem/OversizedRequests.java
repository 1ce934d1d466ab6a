package io.portcullis.runtime.problem;

import io.portcullis.runtime.http.ClientAddresses;
import io.portcullis.runtime.http.ClientNetwork;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /// For the whole body. A sender of one byte a second would keep a place otherwise.
  private static final Duration TIME_FOR_A_BODY = Duration.ofMinutes(1);

  /// Half of the places are of no use to one network, so one client alone keeps nobody out.
  ///
  /// @param held by network
  private record Large(long bytes, Semaphore places, int share, Map<String, Integer> held) {

    static Large of(LargeBody body) {
      return new Large(body.bytes(), new Semaphore(body.atOnce()), Math.ceilDiv(body.atOnce(), 2), new ConcurrentHashMap<>());
    }

    boolean take(String network) {
      if (held.merge(network, 1, Integer::sum) <= share && places.tryAcquire()) {
        return true;
      }
      forget(network);
      return false;
    }

    void give(String network) {
      forget(network);
      places.release();
    }

    private void forget(String network) {
      held.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private final long largest;
  private final Map<String, Large> larger;
  private final ClientAddresses addresses;
  private final ProblemWriter problems;

  OversizedRequests(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest, @Any Instance<LargeBody> larger,
      ClientAddresses addresses, ProblemWriter problems) {
    this.largest = largest.asLongValue();
    this.larger = larger.stream()
        .collect(Collectors.toUnmodifiableMap(LargeBody::path, Large::of));
    this.addresses = addresses;
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
    } else if (own.isPresent() && (chunked || length != null && isMore(length, USUAL)) && !takePlace(context, own.get())) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(PAUSE.toSeconds()));
      problems.answerAndClose(context.request(), Problem.of(HouseProblem.UNAVAILABLE));
    } else if (chunked) {
      readWhole(context, limit);
    } else {
      context.next();
    }
  }

  private boolean takePlace(RoutingContext context, Large large) {
    HttpServerRequest request = context.request();
    String network = ClientNetwork.of(addresses.of(request)).site();
    boolean free = large.take(network);
    if (free) {
      long tooSlow = context.vertx().setTimer(TIME_FOR_A_BODY.toMillis(), _ -> {
        if (!request.isEnded()) {
          request.connection().close();
        }
      });
      // Also when the client goes away.
      context.addEndHandler(_ -> {
        context.vertx().cancelTimer(tooSlow);
        large.give(network);
      });
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
