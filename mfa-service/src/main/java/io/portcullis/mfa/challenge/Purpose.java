package io.portcullis.mfa.challenge;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.mfa.policy.Method;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What a challenge is begun for. One for one purpose proves nothing for another.
@RegisterForReflection
public enum Purpose {
  SIGN_IN("sign-in"),
  /// Proves again who a signed-in customer is.
  STEP_UP("step-up"),
  /// Approves one exact action, such as a withdrawal.
  ACTION("action"),
  /// Asks the owner of an account about an unusual sign-in, by a code to an address that the caller knows to be theirs.
  /// It is no second factor: it proves that address and raises no assurance. So it asks for nothing enrolled and is there
  /// in every assurance profile: `strict` is about what counts as a factor, and one question more weakens nothing.
  SIGN_IN_CONFIRMATION("sign-in-confirmation");

  /// The term of NIST SP 800-63A-4; RFC 8176 has none. Unlike `email` and `sms` it stands for no authenticator.
  private static final String VALIDATED_ADDRESS = "validated-address";

  private final String wireName;

  Purpose(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  CodeUse codeUse() {
    return switch (this) {
      case SIGN_IN -> CodeUse.SIGN_IN;
      case STEP_UP -> CodeUse.STEP_UP;
      case ACTION -> CodeUse.ACTION;
      case SIGN_IN_CONFIRMATION -> CodeUse.UNUSUAL_SIGN_IN;
    };
  }

  boolean admits(Method method) {
    return switch (this) {
      case SIGN_IN -> true;
      // A recovery code lets its owner in, and confirms nothing beyond that.
      case STEP_UP, ACTION -> method != Method.RECOVERY_CODE;
      case SIGN_IN_CONFIRMATION -> method == Method.EMAIL || method == Method.SMS;
    };
  }

  /// Whether codes go to an address that the caller names, instead of one that is enrolled.
  boolean takesAddress() {
    return this == SIGN_IN_CONFIRMATION;
  }

  /// Whether the caller names the action that is approved.
  boolean takesAction() {
    return this == ACTION;
  }

  /// What is proved by `method` in a challenge for this.
  List<String> amr(Method method) {
    return switch (this) {
      case SIGN_IN, STEP_UP, ACTION -> method.amr();
      case SIGN_IN_CONFIRMATION -> List.of(VALIDATED_ADDRESS);
    };
  }
}
