package io.portcullis.session.check;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.portcullis.runtime.http.ClientAddresses;
import io.portcullis.runtime.http.ForwardedRequests;
import io.portcullis.runtime.http.ForwardedRequests.ForwardedRequest;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.problem.ProblemType;
import io.portcullis.runtime.problem.ProblemWriter;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.apikey.ApiKey;
import io.portcullis.session.check.SignedRequestMetrics.Outcome;
import io.portcullis.session.signature.CalledOrigins;
import io.portcullis.session.signature.SignedRequest;
import io.portcullis.session.signature.VerifySignedRequest;
import io.portcullis.session.signature.VerifySignedRequest.Verdict;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/// `/check` for a request that a program signed with an API key. A key gets where a rule names a scope of its, and nowhere else.
@Singleton
class SignedRequestCheck {

  private static final Logger LOG = Logger.getLogger(SignedRequestCheck.class);
  private static final String AMR = "apikey";

  private final VerifySignedRequest verify;
  private final CalledOrigins origins;
  private final ForwardedRequests forwarded;
  private final ClientAddresses addresses;
  private final GatewayRules rules;
  private final SignedRequestMetrics metrics;
  private final ProblemWriter problems;

  SignedRequestCheck(VerifySignedRequest verify, CalledOrigins origins, ForwardedRequests forwarded, ClientAddresses addresses,
      GatewayRules rules, SignedRequestMetrics metrics, ProblemWriter problems) {
    this.verify = verify;
    this.origins = origins;
    this.forwarded = forwarded;
    this.addresses = addresses;
    this.rules = rules;
    this.metrics = metrics;
    this.problems = problems;
  }

  static boolean isFor(HttpServerRequest request) {
    return VerifySignedRequest.claimsToBe(request.headers());
  }

  void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    Optional<ForwardedRequest> asked = forwarded.of(request);
    Optional<String> authority = origins.authority(forwarded.host(request));
    if (asked.isEmpty() || authority.isEmpty()) {
      refuse(response, Outcome.UNPLACED, SessionProblem.SIGNATURE_REFUSED, "invalid_signature");
      return;
    }
    verify.handle(new SignedRequest(asked.get(), authority.get(), addresses.of(request), request.headers())).subscribe().with(
        verdict -> answer(response, asked.get(), verdict), failure -> failed(response, failure));
  }

  private void answer(HttpServerResponse response, ForwardedRequest asked, Verdict verdict) {
    switch (verdict) {
      case Verdict.Signed(var key, var digest) -> judge(response, asked, key, digest);
      case Verdict.Refused() -> refuse(response, Outcome.REFUSED, SessionProblem.SIGNATURE_REFUSED, "invalid_signature");
      case Verdict.Outdated() -> refuse(response, Outcome.OUTDATED, SessionProblem.SIGNATURE_OUTDATED, "outdated");
      case Verdict.Replayed() -> refuse(response, Outcome.REPLAYED, SessionProblem.SIGNATURE_REPLAYED, "replayed");
      case Verdict.AddressNotAllowed() ->
          refuse(response, Outcome.ADDRESS_NOT_ALLOWED, SessionProblem.ADDRESS_NOT_ALLOWED, "address_not_allowed");
    }
  }

  private void judge(HttpServerResponse response, ForwardedRequest asked, ApiKey key, String digest) {
    switch (rules.judge(key.scopes(), asked)) {
      case ALLOWED -> {
        metrics.count(Outcome.VALID);
        IdentityHeaders.apiKey(response, key, AMR, digest);
        response.end();
      }
      case SCOPE_MISSING -> refuse(response, Outcome.INSUFFICIENT, HouseProblem.FORBIDDEN, "insufficient_scope");
      case AMBIGUOUS -> refuse(response, Outcome.UNPLACED, HouseProblem.FORBIDDEN, "insufficient_scope");
    }
  }

  private void refuse(HttpServerResponse response, Outcome outcome, ProblemType type, String error) {
    metrics.count(outcome);
    problem(response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Signature error=\"" + error + '"'), Problem.of(type));
  }

  private void failed(HttpServerResponse response, Throwable failure) {
    metrics.count(Outcome.FAILED);
    if (failure instanceof ProblemException known) {
      known.retryAfter().ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Problem.wholeSeconds(wait))));
      problem(response, known.problem());
    } else {
      LOG.error("a check failed", failure);
      problem(response, Problem.internalError());
    }
  }

  private void problem(HttpServerResponse response, Problem problem) {
    response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(problems.body(problem));
  }
}
