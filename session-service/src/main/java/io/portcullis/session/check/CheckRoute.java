package io.portcullis.session.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemType;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.TokenVerifier;
import io.portcullis.session.revocation.Revocations;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/// `GET /check` for nginx `auth_request`, Envoy `ext_authz` and their like: 200 with headers that say who it is, or
/// 401 with the challenge to pass on (RFC 6750 §3).
///
/// A route of its own below the REST layer, because it is asked for every request of the exchange. It never reads
/// identity headers and always sets all of them, so that a gateway which copies its answer overwrites what a client
/// made up. Meant for the inner network; it tells no more than the token itself.
@ApplicationScoped
class CheckRoute {

  /// Ahead of the REST layer and its authentication, which would verify the token a second time.
  private static final int FIRST = -10_000;
  private static final String SCHEME = "Bearer ";
  private static final CharSequence ACCOUNT = HttpHeaders.createOptimized("X-Portcullis-Account");
  private static final CharSequence SESSION = HttpHeaders.createOptimized("X-Portcullis-Session");
  private static final CharSequence ACR = HttpHeaders.createOptimized("X-Portcullis-Acr");
  private static final CharSequence AMR = HttpHeaders.createOptimized("X-Portcullis-Amr");
  private static final CharSequence SCOPE = HttpHeaders.createOptimized("X-Portcullis-Scope");

  private final TokenVerifier<Customer> verifier;
  private final Revocations revocations;
  private final Buffer unauthenticated;
  private final Buffer unavailable;
  private final Counter valid;
  private final Counter missing;
  private final Counter invalid;
  private final Counter revoked;

  CheckRoute(TokenVerifier<Customer> verifier, Revocations revocations, ObjectMapper json, MeterRegistry metrics)
      throws JsonProcessingException {
    this.verifier = verifier;
    this.revocations = revocations;
    unauthenticated = body(json, HouseProblem.AUTHENTICATION_REQUIRED);
    unavailable = body(json, HouseProblem.UNAVAILABLE);
    valid = metrics.counter("portcullis.checks", "outcome", "valid");
    missing = metrics.counter("portcullis.checks", "outcome", "missing");
    invalid = metrics.counter("portcullis.checks", "outcome", "invalid");
    revoked = metrics.counter("portcullis.checks", "outcome", "revoked");
  }

  void register(@Observes Router router) {
    router.get("/check").order(FIRST).handler(this::check);
  }

  private void check(RoutingContext context) {
    HttpServerResponse response = context.response();
    List<String> credentials = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!revocations.areKnown()) {
      problem(response.putHeader(HttpHeaders.RETRY_AFTER, "1"), HouseProblem.UNAVAILABLE, unavailable);
    } else if (credentials.isEmpty()) {
      missing.increment();
      challenge(response, "Bearer");
    } else if (credentials.size() > 1 || !isBearer(credentials.getFirst())) {
      // Of two tokens a gateway and we might each pick another one.
      invalid.increment();
      challenge(response, "Bearer error=\"invalid_token\"");
    } else {
      verifier.verify(credentials.getFirst().substring(SCHEME.length()))
          .subscribe().with(customer -> answer(response, customer), context::fail);
    }
  }

  private static boolean isBearer(String credentials) {
    return credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  private void answer(HttpServerResponse response, Optional<Customer> verified) {
    if (verified.isEmpty()) {
      invalid.increment();
      challenge(response, "Bearer error=\"invalid_token\"");
      return;
    }
    Customer customer = verified.get();
    if (revocations.contains(customer.session())) {
      revoked.increment();
      challenge(response, "Bearer error=\"invalid_token\"");
      return;
    }
    valid.increment();
    response
        .putHeader(ACCOUNT, customer.account().toString())
        .putHeader(SESSION, customer.session().toString())
        .putHeader(ACR, customer.acr())
        .putHeader(AMR, String.join(" ", customer.amr()))
        .putHeader(SCOPE, String.join(" ", customer.scope()))
        .end();
  }

  private void challenge(HttpServerResponse response, String challenge) {
    problem(response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, challenge),
        HouseProblem.AUTHENTICATION_REQUIRED, unauthenticated);
  }

  private static void problem(HttpServerResponse response, ProblemType type, Buffer body) {
    response.setStatusCode(type.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(body);
  }

  private static Buffer body(ObjectMapper json, ProblemType type) throws JsonProcessingException {
    return Buffer.buffer(json.writeValueAsBytes(Problem.of(type)));
  }
}
