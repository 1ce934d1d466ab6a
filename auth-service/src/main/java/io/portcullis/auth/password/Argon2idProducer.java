package io.portcullis.auth.password;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// Picks the hash function of this process once, and says which.
class Argon2idProducer {

  private static final Logger LOG = Logger.getLogger(Argon2idProducer.class);

  @Produces
  @Singleton
  Argon2id argon2id(PasswordConfig config) {
    Argon2id chosen = switch (config.argon2id()) {
      case BOUNCYCASTLE -> new BouncyCastleArgon2id();
      case LIBSODIUM -> libsodium(config);
    };
    LOG.infof("Argon2id by %s", chosen.name());
    return chosen;
  }

  private static Argon2id libsodium(PasswordConfig config) {
    Argon2id fallback = new BouncyCastleArgon2id();
    try {
      return config.libsodium().isPresent()
          ? new LibsodiumArgon2id(config.libsodium().get(), fallback)
          : carried(fallback);
    } catch (IOException | IllegalArgumentException | UnsatisfiedLinkError notHere) {
      // musl instead of glibc, a temp directory mounted noexec, an unknown platform: slower, not broken.
      LOG.warnf("libsodium is not available, each password hash costs about twice as much: %s", notHere.getMessage());
      return fallback;
    }
  }

  private static Argon2id carried(Argon2id fallback) throws IOException {
    Path library = LibsodiumBinary.of(System.getProperty("os.name"), System.getProperty("os.arch"))
        .orElseThrow(() -> new IOException("no libsodium is carried for this platform"))
        .extract();
    try {
      return new LibsodiumArgon2id(library, fallback);
    } finally {
      LibsodiumBinary.discard(library);
    }
  }
}
