package io.portcullis.auth.password;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/// Argon2id (RFC 9106) away from the event loop.
///
/// Made at start: loading the native library blocks, and operators look for its name in the first lines of the log.
@Startup
@ApplicationScoped
public class PasswordHasher {

  private final Argon2id argon2id;
  private final PasswordWorkers workers;
  private final SecureRandom random;
  private final HashParameters parameters;
  private final PasswordHash decoy;
  private final Timer timer;

  PasswordHasher(
      Argon2id argon2id, PasswordWorkers workers, PasswordConfig config, SecureRandom random, MeterRegistry metrics) {
    this.argon2id = argon2id;
    this.workers = workers;
    this.random = random;
    parameters = config.parameters();
    decoy = PasswordHash.decoy(parameters, random);
    timer = metrics.timer("portcullis.password.hashing");
  }

  /// @return a hash with the current parameters, or the failure [HashingSaturated]
  public Uni<PasswordHash> hash(Password password) {
    return workers.run(() -> {
      byte[] salt = PasswordHash.newSalt(random);
      return new PasswordHash(parameters, salt, tag(password.utf8(), salt, parameters, PasswordHash.TAG_BYTES));
    });
  }

  /// Compares, at the cost of exactly one hash whatever is missing: an unknown account, or a text that can't be
  /// anybody's password, or response time would tell them apart.
  ///
  /// @return whether both are present and match, or the failure [HashingSaturated]
  public Uni<Boolean> matches(Optional<Password> password, Optional<PasswordHash> stored) {
    return workers.run(() -> {
      PasswordHash hash = stored.orElse(decoy);
      byte[] typed = password.map(Password::utf8).orElseGet(() -> new byte[0]);
      boolean equal = hash.hasTag(tag(typed, hash.salt(), hash.parameters(), hash.tag().length));
      return equal && password.isPresent() && stored.isPresent();
    });
  }

  /// Whether it was made with other parameters than today's.
  public boolean isOutdated(PasswordHash hash) {
    return !hash.parameters().equals(parameters);
  }

  private byte[] tag(byte[] password, byte[] salt, HashParameters cost, int tagBytes) {
    Timer.Sample sample = Timer.start();
    try {
      return argon2id.tag(password, salt, cost, tagBytes);
    } finally {
      sample.stop(timer);
      Arrays.fill(password, (byte) 0);
    }
  }
}
