package io.portcullis.auth.signin;

import io.portcullis.auth.human.HumanChallenge;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where a sign-in stands; `status` tells them apart.
@Schema(type = SchemaType.OBJECT, oneOf = {SignInAnswer.SignedIn.class, SignInAnswer.SecondFactorNeeded.class, SignInAnswer.ConfirmationNeeded.class, SignInAnswer.HumanVerificationNeeded.class})
sealed interface SignInAnswer {

  /// @param tokenType         `DPoP` when the tokens are bound to the key that was proved
  /// @param expiresIn         of the access token, seconds
  /// @param refreshToken      in a cookie instead, like the device token, when that was asked for
  /// @param clockDriftSeconds the authenticator app's clock seems to be wrong by that much: ahead, or behind if negative
  /// @param deviceTrustedUntil no second factor is asked for on this device until then
  /// @param restricted        true after a recovery code: until another factor is shown, little more can be done
  /// @param next              what to do now, in the absence of which nothing must be
  @RegisterForReflection
  @Schema(name = "SignedIn")
  record SignedIn(@Schema(enumeration = "complete") String status, String accessToken, String tokenType, long expiresIn,
      Optional<String> refreshToken, Optional<String> deviceToken, String sessionId, String acr, List<String> amr,
      Optional<Long> clockDriftSeconds, Optional<Instant> deviceTrustedUntil, Optional<Boolean> restricted,
      @Schema(enumeration = "enrol-second-factor") Optional<String> next) implements SignInAnswer {

    static SignedIn with(SignInVerdict.Complete complete) {
      SessionOpening.Opened session = complete.session();
      Optional<Boolean> restricted = session.restricted().filter(Boolean::booleanValue);
      boolean inBody = complete.tokensIn() != TokensIn.COOKIES;
      return new SignedIn("complete", session.accessToken(), session.tokenType(), session.expiresIn(),
          Optional.of(session.refreshToken()).filter(_ -> inBody),
          Optional.of(session.deviceToken()).filter(_ -> inBody), session.sessionId(), session.acr(), session.amr(),
          complete.clockDriftSeconds(), session.trustedUntil(), restricted, restricted.map(_ -> "enrol-second-factor"));
    }

    @Override
    public String toString() {
      return "SignedIn[" + sessionId + "]";
    }
  }

  /// @param expiresIn of this sign-in, seconds
  @RegisterForReflection
  @Schema(name = "SecondFactorNeeded")
  record SecondFactorNeeded(
      @Schema(enumeration = "mfa") String status, String signInId, List<String> methods, long expiresIn)
      implements SignInAnswer {

    static SecondFactorNeeded by(SignInVerdict.MoreProof asked) {
      return new SecondFactorNeeded("mfa", asked.signInId(), asked.methods(), asked.expiresIn().toSeconds());
    }

    @Override
    public String toString() {
      return "SecondFactorNeeded" + methods;
    }
  }

  /// The sign-in is unusual, and no second factor is enrolled: a code that is sent to the account's own address.
  ///
  /// @param methods   where to: `email`, or `sms`
  /// @param expiresIn of this sign-in, seconds
  @RegisterForReflection
  @Schema(name = "ConfirmationNeeded")
  record ConfirmationNeeded(
      @Schema(enumeration = {"email-code", "sms-code"}) String status, String signInId, List<String> methods, long expiresIn)
      implements SignInAnswer {

    static ConfirmationNeeded by(SignInVerdict.Confirmation asked) {
      return new ConfirmationNeeded(
          asked.methods().getFirst() + "-code", asked.signInId(), asked.methods(), asked.expiresIn().toSeconds());
    }

    @Override
    public String toString() {
      return "ConfirmationNeeded" + methods;
    }
  }

  /// Nothing was looked at yet. Send the same request again, with the answer to `challenge` as `humanProof`.
  ///
  /// @param expiresIn of the challenge, seconds
  @RegisterForReflection
  @Schema(name = "HumanVerificationStep")
  record HumanVerificationNeeded(
      @Schema(enumeration = "human-verification") String status, HumanChallenge challenge, long expiresIn)
      implements SignInAnswer {

    static HumanVerificationNeeded by(HumanChallenge challenge) {
      return new HumanVerificationNeeded("human-verification", challenge, challenge.expiresIn());
    }
  }
}
