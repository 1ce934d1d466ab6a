package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.signin.SignInAnswer.ConfirmationNeeded;
import io.portcullis.auth.signin.SignInAnswer.HumanVerificationNeeded;
import io.portcullis.auth.signin.SignInAnswer.SecondFactorNeeded;
import io.portcullis.auth.signin.SignInAnswer.SignedIn;
import io.portcullis.auth.signin.SignInProofs.Shown.Invalid;
import io.portcullis.auth.signin.SignInProofs.Shown.Key;
import io.portcullis.auth.signin.SignInProofs.Shown.NonceMissing;
import io.portcullis.auth.signin.SignInProofs.Shown.Nothing;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.DpopChallenge;
import io.portcullis.runtime.token.KeyThumbprint;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/// HTTP on both sides of every step of a sign-in: where it comes from, and how its verdict is answered and counted.
@RequestScoped
class SignInAnswers {

  private final SignInMetrics metrics;
  private final ClientAddress client;
  private final SignInProofs proofs;
  private final SignInCookies cookies;
  private final HttpServerRequest request;

  SignInAnswers(SignInMetrics metrics, ClientAddress client, SignInProofs proofs, SignInCookies cookies,
      HttpServerRequest request) {
    this.metrics = metrics;
    this.client = client;
    this.proofs = proofs;
    this.cookies = cookies;
    this.request = request;
  }

  /// Without a look at proofs of possession.
  Origin origin() {
    return origin(Optional.empty());
  }

  private Origin origin(Optional<KeyThumbprint> key) {
    String userAgent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
    return new Origin(
        client.network(), client.address().getHostAddress(), userAgent, key, cookies.page(request.headers()));
  }

  /// Takes a step on behalf of the request's client, unless that shows a proof of possession that does not hold.
  Uni<RestResponse<?>> answered(Function<Origin, Uni<SignInVerdict>> step) {
    return switch (proofs.by(request)) {
      case Nothing() -> answered(step.apply(origin()));
      case Key(var key) -> answered(step.apply(origin(Optional.of(key)))).map(this::withNonce);
      case Invalid() -> answered(now(new SignInVerdict.ProofRefused()));
      case NonceMissing() -> answered(now(new SignInVerdict.NonceMissing())).map(this::withNonce);
    };
  }

  private Uni<RestResponse<?>> answered(Uni<SignInVerdict> verdict) {
    return verdict.invoke(metrics::count).onFailure().invoke(metrics::countFailure).map(this::answer);
  }

  private RestResponse<?> answer(SignInVerdict verdict) {
    return switch (verdict) {
      case SignInVerdict.Complete complete -> signedIn(complete);
      case SignInVerdict.MoreProof asked -> uncached(SecondFactorNeeded.by(asked));
      case SignInVerdict.Confirmation asked -> uncached(ConfirmationNeeded.by(asked));
      case SignInVerdict.HumanVerification(var challenge) -> uncached(HumanVerificationNeeded.by(challenge));
      // 403, not 401: no HTTP authentication scheme is being challenged (RFC 9110 §15.5.2).
      case SignInVerdict.Refused() -> Problem.response(AuthProblem.CREDENTIALS_REFUSED);
      case SignInVerdict.TooRisky() -> Problem.response(AuthProblem.SIGN_IN_BLOCKED);
      case SignInVerdict.Frozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
      case SignInVerdict.Locked() -> Problem.response(AuthProblem.ACCOUNT_LOCKED);
      case SignInVerdict.PasswordChangeRequired() -> Problem.response(AuthProblem.PASSWORD_CHANGE_REQUIRED);
      case SignInVerdict.CodeRefused(long triesLeft) ->
          Problem.of(AuthProblem.CODE_REFUSED).with("triesLeft", triesLeft).response();
      case SignInVerdict.NotOffered() -> Problem.response(AuthProblem.METHOD_NOT_OFFERED);
      case SignInVerdict.Ended() -> Problem.response(AuthProblem.SIGN_IN_ENDED);
      case SignInVerdict.CrossSite() -> Problem.response(AuthProblem.CROSS_SITE_REQUEST);
      case SignInVerdict.ProofRefused() ->
          challenging(Problem.of(AuthProblem.DPOP_PROOF_REFUSED).with("error", "invalid_dpop_proof"), DpopChallenge.INVALID_PROOF);
      case SignInVerdict.NonceMissing() ->
          challenging(Problem.of(AuthProblem.DPOP_NONCE_REQUIRED).with("error", "use_dpop_nonce"), DpopChallenge.USE_NONCE);
      case SignInVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    };
  }

  /// With the error codes of RFC 9449 §5 and §8 in body and challenge, so that a client's library knows them in either place.
  private static RestResponse<Problem> challenging(Problem problem, String challenge) {
    RestResponse<Problem> answer = problem.response();
    answer.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, challenge);
    return answer;
  }

  /// The nonce for the next proof, so that its client need not ask twice (RFC 9449 §8.2).
  private RestResponse<?> withNonce(RestResponse<?> answer) {
    proofs.nonce().ifPresent(nonce -> answer.getHeaders().putSingle("DPoP-Nonce", nonce));
    return answer;
  }

  private RestResponse<SignInAnswer> signedIn(SignInVerdict.Complete complete) {
    RestResponse<SignInAnswer> answer = uncached(SignedIn.with(complete));
    if (complete.tokensIn() == TokensIn.COOKIES) {
      cookies.holding(complete.session()).forEach(cookie -> answer.getHeaders().add(HttpHeaders.SET_COOKIE, cookie));
    }
    return answer;
  }

  // Tokens must not stay in a cache (RFC 6749 §5.1).
  private static RestResponse<SignInAnswer> uncached(SignInAnswer answer) {
    return RestResponse.ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
