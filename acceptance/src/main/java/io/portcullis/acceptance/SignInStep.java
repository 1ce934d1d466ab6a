package io.portcullis.acceptance;

import java.util.List;

/// Where one sign-in stands: through, or asked for more.
public sealed interface SignInStep {
  record Complete(Tokens tokens) implements SignInStep {}

  record SecondFactor(String signInId, List<String> methods, long expiresIn) implements SignInStep {}

  /// Nothing is enrolled, but it is unusual: a code to the account's own address, by one of `methods`.
  record Confirmation(String signInId, List<String> methods, long expiresIn) implements SignInStep {}

  static SignInStep of(Answer answer) {
    String status = answer.json().path("status").asText();
    return switch (status) {
      case "complete" -> new Complete(answer.as(Tokens.class));
      case "mfa" -> answer.as(SecondFactor.class);
      case "email-code", "sms-code" -> answer.as(Confirmation.class);
      default -> throw new Unexpected("a sign-in that is neither complete nor asks for more: " + status);
    };
  }

  default Tokens tokens() {
    return switch (this) {
      case Complete(Tokens tokens) -> tokens;
      case SecondFactor asked -> throw new Unexpected("a sign-in that was to be complete asks for " + asked.methods());
      case Confirmation asked -> throw new Unexpected("a sign-in that was to be complete sends a code by " + asked.methods());
    };
  }

  default SecondFactor secondFactor() {
    return switch (this) {
      case Complete _, Confirmation _ -> throw new Unexpected("a sign-in that was to ask for a second factor does not");
      case SecondFactor asked -> asked;
    };
  }

  default Confirmation confirmation() {
    return switch (this) {
      case Complete _, SecondFactor _ -> throw new Unexpected("a sign-in that was to send a code does not");
      case Confirmation asked -> asked;
    };
  }
}
