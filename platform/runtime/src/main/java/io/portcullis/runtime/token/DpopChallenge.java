package io.portcullis.runtime.token;

import io.quarkus.security.AuthenticationFailedException;
import java.util.Map;
import java.util.Optional;

/// What `WWW-Authenticate` says to a client whose token or proof did not hold (RFC 9449 §7.1).
public final class DpopChallenge {

  public static final String INVALID_PROOF = of("invalid_dpop_proof");
  /// The token does not hold, or is not bound to a key.
  public static final String INVALID_TOKEN = of("invalid_token");
  /// The proof must repeat the nonce of this answer (§9).
  public static final String USE_NONCE = of("use_dpop_nonce");
  private static final String ATTRIBUTE = "io.portcullis.challenge";

  private DpopChallenge() {}

  private static String of(String error) {
    return "DPoP error=\"" + error + "\", algs=\"" + String.join(" ", DpopProofs.ALGORITHMS) + '"';
  }

  static AuthenticationFailedException failure(String challenge) {
    return new AuthenticationFailedException(Map.of(ATTRIBUTE, challenge));
  }

  /// Empty when the request was refused for another reason.
  public static Optional<String> in(AuthenticationFailedException failure) {
    return Optional.ofNullable(failure.<String>getAttribute(ATTRIBUTE));
  }
}
