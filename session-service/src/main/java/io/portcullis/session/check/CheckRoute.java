package io.portcullis.session.check;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.portcullis.runtime.http.ForwardedRequests;
import io.portcullis.runtime.http.ForwardedRequests.ForwardedRequest;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemWriter;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.DpopChallenge;
import io.portcullis.runtime.token.TokenVerifier;
import io.portcullis.session.check.GatewayRules.Verdict.Allowed;
import io.portcullis.session.check.GatewayRules.Verdict.Ambiguous;
import io.portcullis.session.check.GatewayRules.Verdict.FactorFresh;
import io.portcullis.session.check.GatewayRules.Verdict.ScopeMissing;
import io.portcullis.session.check.GatewayRules.Verdict.StepUp;
import io.portcullis.session.check.RequestProofs.Verdict.Holds;
import io.portcullis.session.check.RequestProofs.Verdict.Invalid;
import io.portcullis.session.check.RequestProofs.Verdict.NonceMissing;
import io.portcullis.session.revocation.Revocations;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// `GET /check` for nginx `auth_request`, Envoy `ext_authz` and their like: 200 with headers that say who it is, or
/// 401 or 403 with the challenge to pass on (RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3).
///
/// A route of its own below the REST layer, because it is asked for every request of the exchange. It never reads
/// identity headers and always sets all of them, so that a gateway which copies its answer overwrites what a client
/// made up. Which request the gateway asks about matters for tokens that are bound to a key and for rules only. Meant
/// for the inner network; it tells no more than the token itself.
@ApplicationScoped
class CheckRoute {

  private static final Logger LOG = Logger.getLogger(CheckRoute.class);
  /// Ahead of the REST layer and its authentication, which would verify the token a second time.
  private static final int FIRST = -10_000;
  private static final String BEARER = "Bearer ";
  private static final String DPOP = "DPoP ";
  private static final String INVALID_BEARER = "Bearer error=\"invalid_token\"";

  private final TokenVerifier<Customer> verifier;
  private final Revocations revocations;
  private final ForwardedRequests forwarded;
  private final RequestProofs proofs;
  private final GatewayRules rules;
  private final SignedRequestCheck signed;
  private final CheckMetrics metrics;
  private final ProblemWriter problems;
  private final Buffer unauthenticated;
  private final Buffer unavailable;

  CheckRoute(TokenVerifier<Customer> verifier, Revocations revocations, ForwardedRequests forwarded, RequestProofs proofs,
      GatewayRules rules, SignedRequestCheck signed, CheckMetrics metrics, ProblemWriter problems) {
    this.verifier = verifier;
    this.revocations = revocations;
    this.forwarded = forwarded;
    this.proofs = proofs;
    this.rules = rules;
    this.signed = signed;
    this.metrics = metrics;
    this.problems = problems;
    unauthenticated = body(Problem.of(HouseProblem.AUTHENTICATION_REQUIRED));
    unavailable = body(Problem.of(HouseProblem.UNAVAILABLE));
  }

  void register(@Observes Router router) {
    // Envoy asks with the method, and below the path, of the request it asks about.
    router.route("/check").order(FIRST).handler(this::check);
    router.route("/check/*").order(FIRST).handler(this::check);
  }

  private void check(RoutingContext context) {
    HttpServerResponse response = context.response();
    List<String> credentials = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!revocations.areKnown()) {
      problem(response.putHeader(HttpHeaders.RETRY_AFTER, "1"), HouseProblem.UNAVAILABLE.status(), unavailable);
    } else if (credentials.isEmpty() && SignedRequestCheck.isFor(context.request())) {
      signed.handle(context.request());
    } else if (credentials.isEmpty()) {
      metrics.missing();
      challenge(response, "Bearer");
    } else if (credentials.size() == 1 && isScheme(BEARER, credentials.getFirst())) {
      verifier.verify(credentials.getFirst().substring(BEARER.length()))
          .subscribe().with(customer -> bearer(context, customer), failure -> failed(context, failure));
    } else if (credentials.size() == 1 && isScheme(DPOP, credentials.getFirst())) {
      String token = credentials.getFirst().substring(DPOP.length());
      verifier.verify(token).subscribe().with(customer -> bound(context, token, customer), failure -> failed(context, failure));
    } else {
      // Of two tokens a gateway and we might each pick another one.
      metrics.invalid();
      challenge(response, INVALID_BEARER);
    }
  }

  private void failed(RoutingContext context, Throwable failure) {
    LOG.error("a check failed", failure);
    problem(context.response(), HouseProblem.INTERNAL_ERROR.status(), body(Problem.internalError()));
  }

  private static boolean isScheme(String scheme, String credentials) {
    return credentials.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private void bearer(RoutingContext context, Optional<Customer> verified) {
    if (verified.isEmpty() || verified.get().boundTo().isPresent()) {
      metrics.invalid();
      challenge(context.response(), INVALID_BEARER);
    } else if (revocations.voids(verified.get())) {
      metrics.revoked();
      challenge(context.response(), INVALID_BEARER);
    } else if (rules.areNone()) {
      identify(context.response(), verified.get());
    } else {
      judge(context, "Bearer", verified.get(), forwarded.of(context.request()));
    }
  }

  private void bound(RoutingContext context, String token, Optional<Customer> verified) {
    HttpServerResponse response = context.response();
    if (verified.isEmpty() || verified.get().boundTo().isEmpty()) {
      metrics.invalid();
      challenge(response, DpopChallenge.INVALID_TOKEN);
    } else if (revocations.voids(verified.get())) {
      metrics.revoked();
      challenge(response, DpopChallenge.INVALID_TOKEN);
    } else {
      Optional<ForwardedRequest> request = forwarded.of(context.request());
      switch (proofs.verify(context.request().headers().getAll("DPoP"), token, verified.get(), request)) {
        case Holds(var nonce) -> {
          nonce.ifPresent(next -> response.putHeader("DPoP-Nonce", next));
          judge(context, "DPoP", verified.get(), request);
        }
        case Invalid() -> {
          metrics.invalid();
          challenge(response, DpopChallenge.INVALID_PROOF);
        }
        case NonceMissing(var nonce) -> {
          metrics.invalid();
          challenge(response.putHeader("DPoP-Nonce", nonce), DpopChallenge.USE_NONCE);
        }
      }
    }
  }

  private void judge(RoutingContext context, String scheme, Customer customer, Optional<ForwardedRequest> request) {
    HttpServerResponse response = context.response();
    if (rules.areNone()) {
      identify(response, customer);
    } else if (request.isEmpty()) {
      // The gateway does not say what it asks about: whatever a rule guards might be behind it.
      metrics.unplaced();
      problem(response, HouseProblem.FORBIDDEN.status(), body(Problem.of(HouseProblem.FORBIDDEN)));
    } else {
      switch (rules.judge(customer, request.get())) {
        case Allowed() -> identify(response, customer);
        case Ambiguous() -> {
          metrics.unplaced();
          problem(response, HouseProblem.FORBIDDEN.status(), body(Problem.of(HouseProblem.FORBIDDEN)));
        }
        case ScopeMissing(var scope) -> {
          metrics.insufficient();
          problem(response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE,
                  scheme + " error=\"insufficient_scope\", scope=\"" + scope + '"'),
              HouseProblem.FORBIDDEN.status(), body(Problem.of(HouseProblem.FORBIDDEN)));
        }
        case FactorFresh(var settledAt) -> {
          metrics.insufficient();
          Problem fresh = Problem.of(HouseProblem.FACTOR_NOT_SETTLED).with("settledAt", settledAt.toString());
          problem(response, fresh.status(), body(fresh));
        }
        case StepUp(var acr, var maxAge) -> {
          metrics.insufficient();
          stepUp(response, scheme, acr, maxAge);
        }
      }
    }
  }

  private void stepUp(HttpServerResponse response, String scheme, Optional<String> acr, Optional<Duration> maxAge) {
    var challenge = new StringBuilder(scheme).append(" error=\"insufficient_user_authentication\"");
    Problem problem = Problem.of(HouseProblem.INSUFFICIENT_USER_AUTHENTICATION);
    if (acr.isPresent()) {
      challenge.append(", acr_values=\"").append(acr.get()).append('"');
      problem = problem.with("acrValues", acr.get());
    }
    if (maxAge.isPresent()) {
      challenge.append(", max_age=\"").append(maxAge.get().toSeconds()).append('"');
      problem = problem.with("maxAge", maxAge.get().toSeconds());
    }
    problem(response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, challenge.toString()), problem.status(), body(problem));
  }

  private void identify(HttpServerResponse response, Customer customer) {
    metrics.valid();
    IdentityHeaders.customer(response, customer);
    response.end();
  }

  private void challenge(HttpServerResponse response, String challenge) {
    problem(response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, challenge),
        HouseProblem.AUTHENTICATION_REQUIRED.status(), unauthenticated);
  }

  private static void problem(HttpServerResponse response, int status, Buffer body) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(body);
  }

  private Buffer body(Problem problem) {
    return problems.body(problem);
  }
}
