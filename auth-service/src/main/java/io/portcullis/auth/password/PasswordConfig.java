package io.portcullis.auth.password;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// How passwords are hashed and which may be chosen. A change of the hash reaches an account at its next sign-in.
@ConfigMapping(prefix = "portcullis.password")
interface PasswordConfig {

  /// KiB of memory for one hash. 19 MiB and two passes are OWASP's least: 13 ms of CPU by libsodium.
  @WithDefault("19456")
  @Range(min = "8", max = "1048576", unit = "KiB")
  int memoryKib();

  /// Passes over the memory; the cost grows with each.
  @WithDefault("2")
  @Range(min = "1", max = "100")
  int passes();

  /// Lanes of one hash. More than one leaves libsodium's fast path and costs twice the CPU.
  @WithDefault("1")
  @Range(min = "1", max = "16")
  int lanes();

  /// Hashes computed at once, as many as there are cores unless set. Each holds its memory meanwhile.
  @Range(min = "1", max = "256")
  OptionalInt hashingThreads();

  /// Hashes that may wait for a thread. 64 on two cores wait 0.4 s; past them the answer is 503 at once.
  @WithDefault("64")
  @Range(min = "1", max = "10000")
  int hashingQueue();

  /// Says that every sign-in here needs a second factor, and demands none itself. Then 8 characters are enough, else 15
  /// (NIST SP 800-63B-4 §3.1.1.2).
  @WithDefault("false")
  boolean secondFactorRequired();

  /// Estimated strength, 0 to 4, below which a password is refused; 3 means beyond 10¹⁰ guesses.
  @WithDefault("3")
  @Range(min = "0", max = "4")
  int leastStrength();

  /// Names of the house that an attacker would try: the exchange's own belong here.
  @WithDefault("portcullis")
  @Form(Kind.TEXT)
  Set<String> serviceNames();

  /// Breached passwords: SHA-1 digests in their order, one a line as `DIGEST:COUNT`. Read again when it changes.
  @Form(Kind.WATCHED_FILE)
  Optional<Path> breachedFile();

  /// Which implementation hashes. LIBSODIUM falls back to the other where no library loads.
  @WithDefault("libsodium")
  Implementation argon2id();

  /// A libsodium of the system, 1.0.13 or newer; without it, the carried one is used.
  @Form(Kind.FILE)
  Optional<Path> libsodium();

  enum Implementation { LIBSODIUM, BOUNCYCASTLE }

  default HashParameters parameters() {
    return new HashParameters(memoryKib(), passes(), lanes());
  }

  default int leastLength() {
    return secondFactorRequired() ? 8 : 15;
  }
}
