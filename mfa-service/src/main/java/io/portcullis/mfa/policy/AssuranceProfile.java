package io.portcullis.mfa.policy;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the installation takes for a second factor at all, by `portcullis.assurance-profile`.
@ApplicationScoped
public class AssuranceProfile {

  /// `STRICT` leaves out what NIST SP 800-63B-4 restricts (§3.1.3.3, SMS) or does not take for out of band (§3.1.3,
  /// e-mail).
  public enum Level { STANDARD, STRICT }

  private final Level level;

  public AssuranceProfile(@ConfigProperty(name = "portcullis.assurance-profile") Level level) {
    this.level = level;
  }

  public boolean admits(Method method) {
    return switch (method) {
      case WEBAUTHN, TOTP, RECOVERY_CODE -> true;
      case EMAIL, SMS -> level == Level.STANDARD;
    };
  }

  /// Time steps of 30 seconds by which a phone's clock may be off, to either side. Each one more makes two more codes
  /// right at any moment: a guess is right with (2n + 1) in a million.
  public int totpDriftSteps() {
    return switch (level) {
      case STANDARD -> 1;
      case STRICT -> 0;
    };
  }
}
