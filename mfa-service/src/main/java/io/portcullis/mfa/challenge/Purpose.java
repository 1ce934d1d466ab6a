package io.portcullis.mfa.challenge;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.mfa.policy.Method;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What a second factor is asked for. A challenge for one purpose proves nothing for another.
@RegisterForReflection
public enum Purpose {
  SIGN_IN("sign-in"),
  /// Proves again who a signed-in customer is.
  STEP_UP("step-up");

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
    };
  }

  /// A recovery code lets its owner in, and confirms nothing beyond that.
  boolean admits(Method method) {
    return this == SIGN_IN || method != Method.RECOVERY_CODE;
  }
}
