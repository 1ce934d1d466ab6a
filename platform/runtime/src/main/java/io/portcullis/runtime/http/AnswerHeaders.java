package io.portcullis.runtime.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What every answer says unless its resource says otherwise, problems and failures included.
///
/// - `Cache-Control: no-store` (RFC 9111 §5.2.2.5): an answer about an account must not stay in a browser or a proxy.
///   Keys and metadata are public and name their own caching.
/// - `Strict-Transport-Security` (RFC 6797) where the origin is `https`.
@Singleton
class AnswerHeaders {

  /// Ahead of all other handlers, whichever of them answers.
  private static final int FIRST = Integer.MIN_VALUE;
  private static final int FIRST_TO_REGISTER = 1;
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence STRICT_TRANSPORT_SECURITY = HttpHeaders.createOptimized("Strict-Transport-Security");

  private final Optional<CharSequence> transportSecurity;

  AnswerHeaders(TransportSecurityConfig config, @ConfigProperty(name = "portcullis.origin") String origin) {
    transportSecurity = origin.regionMatches(true, 0, "https:", 0, "https:".length())
        ? Optional.of(HttpHeaders.createOptimized(value(config))) : Optional.empty();
  }

  private static String value(TransportSecurityConfig config) {
    Duration maxAge = config.maxAge();
    return "max-age=" + maxAge.toSeconds() + (config.includeSubdomains() ? "; includeSubDomains" : "");
  }

  Optional<CharSequence> transportSecurity() {
    return transportSecurity;
  }

  void register(@Observes @Priority(FIRST_TO_REGISTER) Router router) {
    router.route().order(FIRST).handler(this::set);
  }

  private void set(RoutingContext context) {
    context.addHeadersEndHandler(_ -> complete(context.response().headers()));
    context.next();
  }

  private void complete(MultiMap headers) {
    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
    transportSecurity.ifPresent(value -> headers.set(STRICT_TRANSPORT_SECURITY, value));
  }
}
