package io.portcullis.runtime.trace;

import io.opentelemetry.api.trace.Span;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/// Gives each request a `requestId`, and a `traceId` that it shares with the requests it causes in other services. Both are in
/// every line that is logged on its way, whether traces are switched on or not.
///
/// The ids are unique, but nobody must rely on their being secret.
@Singleton
public class RequestIds {

  private static final String TRACE = "traceId";
  private static final String REQUEST = "requestId";

  /// Ahead of all other handlers, whichever of them answers.
  private static final int FIRST = Integer.MIN_VALUE;
  private static final int FIRST_TO_REGISTER = 1;
  /// W3C Trace Context §3.2.2. Later versions begin likewise (§4.3).
  private static final Pattern TRACEPARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");
  private static final HexFormat HEX = HexFormat.of();
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /// Every instance begins elsewhere.
  private final AtomicLong last;

  RequestIds(SecureRandom random) {
    last = new AtomicLong(random.nextLong());
  }

  void register(@Observes @Priority(FIRST_TO_REGISTER) Router router) {
    router.route().order(FIRST).handler(this::name);
  }

  private void name(RoutingContext context) {
    MDC.put(REQUEST, next());
    // Where traces are switched on, the span has named it.
    if (!Span.current().getSpanContext().isValid()) {
      MDC.put(TRACE, traceOfCaller(context.request().getHeader("traceparent")).orElseGet(() -> next() + next()));
    }
    context.next();
  }

  static Optional<String> traceOfCaller(String traceparent) {
    return Optional.ofNullable(traceparent).map(TRACEPARENT::matcher).filter(Matcher::matches).map(match -> match.group(1));
  }

  // SplitMix64: neighbours have nothing in common, and none comes twice.
  private String next() {
    long z = last.addAndGet(GOLDEN_GAMMA);
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return HEX.toHexDigits(z ^ z >>> 31);
  }

  /// Of the request that is being answered; empty in a job.
  public static Optional<String> trace() {
    return Optional.ofNullable((String) MDC.get(TRACE));
  }

  /// Of the request that is being answered; empty in a job.
  public static Optional<String> request() {
    return Optional.ofNullable((String) MDC.get(REQUEST));
  }

  /// What a service that is asked on the way shall hear (W3C Trace Context §3.2); empty in a job, and where spans say it.
  public static Optional<String> traceparent() {
    return Span.current().getSpanContext().isValid()
        ? Optional.empty()
        : trace().flatMap(trace -> request().map(request -> "00-" + trace + '-' + request + "-00"));
  }
}
