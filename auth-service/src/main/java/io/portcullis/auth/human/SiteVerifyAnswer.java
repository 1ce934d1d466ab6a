package io.portcullis.auth.human;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Turnstile and hCaptcha answer to `siteverify`; each fills its part.
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record SiteVerifyAnswer(Optional<Boolean> success, Optional<String> hostname, Optional<String> action,
    Optional<String> cdata, @JsonProperty("error-codes") Optional<List<String>> errorCodes) {

  /// Nothing that a customer did: our keys are wrong, or the provider is in trouble.
  private static final Set<String> OURS_OR_THEIRS = Set.of("missing-input-secret", "invalid-input-secret", "bad-request",
      "internal-error", "sitekey-secret-mismatch", "not-using-dummy-passcode");

  boolean isVerdict() {
    return success.isPresent() && errorCodes.orElse(List.of()).stream().noneMatch(OURS_OR_THEIRS::contains);
  }

  boolean passed() {
    return success.orElse(false);
  }
}
