package io.portcullis.auth.password;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether a password that somebody uses has leaked since it was chosen. A verifier forces a change on evidence of compromise
/// (NIST SP 800-63B-4 §3.1.1.2).
@ApplicationScoped
public class BreachCheck {

  private final BreachedPasswords breached;
  private final PasswordWorkers workers;

  BreachCheck(BreachedPasswords breached, PasswordWorkers workers) {
    this.breached = breached;
    this.workers = workers;
  }

  /// Answers at once where the installation has no list.
  ///
  /// @return whether the list has it, or the failure [HashingSaturated]: a search blocks and shares the hashing pool
  public Uni<Boolean> knows(Password password) {
    return breached.isListed() ? workers.run(() -> breached.contains(password)) : now(false);
  }
}
