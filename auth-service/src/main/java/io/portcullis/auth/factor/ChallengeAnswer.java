package io.portcullis.auth.factor;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/// What the claimant needs to show a factor; only `method` when there is nothing to wait for.
///
/// @param publicKey   `PublicKeyCredentialRequestOptionsJSON` (WebAuthn L3 §5.10.2)
/// @param messageId   of the code that was sent, for `GET /v1/messages/{id}`
/// @param resendAfter seconds until another one may be asked for
/// @param expiresIn   of the code, seconds
@RegisterForReflection
public record ChallengeAnswer(String method, Optional<WebAuthnJson> publicKey,
    Optional<String> messageId, Optional<Long> resendAfter, Optional<Long> expiresIn) {

  /// @param ended the problem of whatever it was that has ended
  public static RestResponse<?> of(Prepared prepared, AuthProblem ended) {
    return switch (prepared) {
      case Prepared.Options(var method, var publicKey) -> uncached(new ChallengeAnswer(
          method, Optional.of(publicKey), Optional.empty(), Optional.empty(), Optional.empty()));
      case Prepared.Sent(var method, var messageId, var resendAfter, var expiresIn) -> uncached(new ChallengeAnswer(
          method, Optional.empty(), Optional.of(messageId), Optional.of(resendAfter), Optional.of(expiresIn)));
      case Prepared.Ready(var method) -> uncached(new ChallengeAnswer(
          method, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
      case Prepared.Wait(var seconds) ->
          Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, Duration.ofSeconds(seconds));
      case Prepared.Ended() -> Problem.response(ended);
      case Prepared.NotOffered() -> Problem.response(AuthProblem.METHOD_NOT_OFFERED);
    };
  }

  private static RestResponse<ChallengeAnswer> uncached(ChallengeAnswer answer) {
    return RestResponse.ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
