package io.portcullis.recovery.human;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a client answers to a challenge, in the field `humanProof` of the same request.
///
/// @param method   the challenge's `provider`, or one of its `alternatives`
/// @param solution the widget's payload or token as it is, or the code from the mail
/// @param codeId   names the code that was mailed; absent for every other method
@RegisterForReflection
public record HumanProof(
    @NotNull @Size(max = 32) @Schema(examples = "altcha") String method,
    @NotNull @Size(max = 8192) String solution,
    Optional<@Size(max = 128) String> codeId) {

  private static final String MAILED_CODE = "email-code";

  /// Whether a code stands for the puzzle that was sent to a proved address of the account. A right one shows that its mailbox is read.
  public boolean readsTheMailbox() {
    return method.equals(MAILED_CODE);
  }

  @Override
  public String toString() {
    return "HumanProof[" + method + "]";
  }
}
