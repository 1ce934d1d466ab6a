package io.portcullis.auth.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.auth.factor.SecondFactors;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;

/// How strong a second factor must be to approve an action.
@RegisterForReflection
public enum RequiredStrength {
  /// Any second factor.
  AAL2("aal2"),
  /// One that signs the action itself, and that no false page can ask for.
  PHR("phr");

  private static final String POSSESSION_OF_A_KEY = "pop";

  private final String acr;

  RequiredStrength(String acr) {
    this.acr = acr;
  }

  @JsonValue
  public String acr() {
    return acr;
  }

  static RequiredStrength named(String acr) {
    return Arrays.stream(values()).filter(strength -> strength.acr.equals(acr)).findFirst().orElseThrow();
  }

  /// What a second factor is worth that was shown by `amr`.
  static RequiredStrength of(List<String> amr) {
    return amr.contains(POSSESSION_OF_A_KEY) ? PHR : AAL2;
  }

  boolean isReachedBy(List<String> amr) {
    return this == AAL2 || of(amr) == PHR;
  }

  /// Those that reach it. A recovery code is a way back in, and approves nothing.
  List<String> among(List<String> methods) {
    return methods.stream()
        .filter(method -> this == PHR ? method.equals(SecondFactors.WEBAUTHN) : !method.equals(SecondFactors.RECOVERY_CODE))
        .toList();
  }
}
