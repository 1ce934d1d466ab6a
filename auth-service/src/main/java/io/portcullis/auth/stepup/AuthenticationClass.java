package io.portcullis.auth.stepup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.auth.factor.SecondFactors;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// How strong an authentication an operation asked for (RFC 9470 `acr_values`).
@RegisterForReflection
enum AuthenticationClass {
  @JsonProperty("aal1") AAL1,
  @JsonProperty("aal2") AAL2,
  @JsonProperty("phr") PHR;

  static final String PASSWORD = "password";

  /// What would do, of what is enrolled and in its order. The password only where there is no second factor: it would
  /// be the weaker way past one.
  ///
  /// @return empty when nothing reaches it
  List<String> reachedBy(List<String> enrolled) {
    List<String> secondFactors = secondFactors(enrolled);
    return switch (this) {
      case PHR -> secondFactors.stream().filter(SecondFactors.WEBAUTHN::equals).toList();
      case AAL2 -> secondFactors;
      case AAL1 -> secondFactors.isEmpty() ? List.of(PASSWORD) : secondFactors;
    };
  }

  /// Whether the password is not the weaker way past a second factor.
  static boolean leavesPassword(List<String> enrolled) {
    return secondFactors(enrolled).isEmpty();
  }

  // A recovery code is a way back in, never a way up.
  private static List<String> secondFactors(List<String> enrolled) {
    return enrolled.stream().filter(method -> !method.equals(SecondFactors.RECOVERY_CODE)).toList();
  }
}
