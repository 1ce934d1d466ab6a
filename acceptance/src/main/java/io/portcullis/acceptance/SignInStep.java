package io.portcullis.acceptance;

import java.util.List;

/// Where one sign-in stands: through, or asked for more.
public sealed interface SignInStep {
  record Complete(Tokens tokens) implements SignInStep {}

  record SecondFactor(String signInId, List<String> methods, long expiresIn) implements SignInStep {}

  static SignInStep of(Answer answer) {
    String status = answer.json().path("status").asText();
    return switch (status) {
      case "complete" -> new Complete(answer.as(Tokens.class));
      case "mfa" -> answer.as(SecondFactor.class);
      default -> throw new Unexpected("a sign-in that is neither complete nor asks for a second factor: " + status);
    };
  }

  default Tokens tokens() {
    return switch (this) {
      case Complete(Tokens tokens) -> tokens;
      case SecondFactor asked -> throw new Unexpected("a sign-in that was to be complete asks for " + asked.methods());
    };
  }

  default SecondFactor secondFactor() {
    return switch (this) {
      case Complete _ -> throw new Unexpected("a sign-in that was to ask for a second factor is complete");
      case SecondFactor asked -> asked;
    };
  }
}
