package io.portcullis.auth.signin;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.signin.SignInAnswer.ConfirmationNeeded;
import io.portcullis.auth.signin.SignInAnswer.SecondFactorNeeded;
import io.portcullis.auth.signin.SignInAnswer.SignedIn;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/// HTTP on both sides of every step of a sign-in: where it comes from, and how its verdict is answered and counted.
@RequestScoped
class SignInAnswers {

  private final SignInMetrics metrics;
  private final ClientAddress client;
  private final HttpServerRequest request;

  SignInAnswers(SignInMetrics metrics, ClientAddress client, HttpServerRequest request) {
    this.metrics = metrics;
    this.client = client;
    this.request = request;
  }

  Origin origin() {
    String userAgent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
    return new Origin(client.network(), client.address().getHostAddress(), userAgent);
  }

  Uni<RestResponse<?>> answered(Uni<SignInVerdict> verdict) {
    return verdict.invoke(metrics::count).onFailure().invoke(metrics::countFailure).map(SignInAnswers::answer);
  }

  private static RestResponse<?> answer(SignInVerdict verdict) {
    return switch (verdict) {
      case SignInVerdict.Complete complete -> uncached(SignedIn.with(complete));
      case SignInVerdict.MoreProof asked -> uncached(SecondFactorNeeded.by(asked));
      case SignInVerdict.Confirmation asked -> uncached(ConfirmationNeeded.by(asked));
      // 403, not 401: no HTTP authentication scheme is being challenged (RFC 9110 §15.5.2).
      case SignInVerdict.Refused() -> Problem.response(AuthProblem.CREDENTIALS_REFUSED);
      case SignInVerdict.TooRisky() -> Problem.response(AuthProblem.SIGN_IN_BLOCKED);
      case SignInVerdict.Frozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
      case SignInVerdict.CodeRefused(var triesLeft) -> triesLeft.isPresent()
          ? Problem.of(AuthProblem.CODE_REFUSED).with("triesLeft", triesLeft.getAsLong()).response()
          : Problem.response(AuthProblem.CODE_REFUSED);
      case SignInVerdict.Ended() -> Problem.response(AuthProblem.SIGN_IN_ENDED);
      case SignInVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    };
  }

  // Tokens must not stay in a cache (RFC 6749 §5.1).
  private static RestResponse<SignInAnswer> uncached(SignInAnswer answer) {
    return RestResponse.ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
