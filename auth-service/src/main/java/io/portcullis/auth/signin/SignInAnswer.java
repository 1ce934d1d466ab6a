package io.portcullis.auth.signin;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where a sign-in stands; `status` tells the two apart.
@Schema(type = SchemaType.OBJECT, oneOf = {SignInAnswer.SignedIn.class, SignInAnswer.SecondFactorNeeded.class})
sealed interface SignInAnswer {

  /// @param expiresIn of the access token, seconds
  @RegisterForReflection
  @Schema(name = "SignedIn")
  record SignedIn(@Schema(enumeration = "complete") String status, String accessToken, String tokenType, long expiresIn,
      String refreshToken, String deviceToken, String sessionId, String acr, List<String> amr) implements SignInAnswer {

    static SignedIn with(SessionOpening.Opened session) {
      return new SignedIn("complete", session.accessToken(), "Bearer", session.expiresIn(), session.refreshToken(),
          session.deviceToken(), session.sessionId(), session.acr(), session.amr());
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
}
