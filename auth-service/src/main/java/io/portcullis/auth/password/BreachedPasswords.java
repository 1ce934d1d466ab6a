package io.portcullis.auth.password;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.file.MalformedFile;
import io.portcullis.runtime.file.WatchedFile;
import io.portcullis.runtime.file.WatchedFiles;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The installation's list of breached passwords, see [BreachFile]. Without one, or while it can't be read, the built-in
/// list alone decides: `portcullis_breached_passwords_unread_total` counts how often. Blocks: for the password pool only.
@ApplicationScoped
@Startup
class BreachedPasswords {

  private static final Logger LOG = Logger.getLogger(BreachedPasswords.class);

  private final Optional<WatchedFile<BreachFile>> file;
  private final Counter unread;

  BreachedPasswords(PasswordConfig config, WatchedFiles files, MeterRegistry metrics) {
    file = config.breachedFile().map(path -> files.watch("breached passwords", path, BreachFile::open));
    unread = metrics.counter("portcullis.breached.passwords.unread");
  }

  /// Whether there is a list at this moment.
  boolean isListed() {
    return file.flatMap(WatchedFile::current).isPresent();
  }

  boolean contains(Password password) {
    Optional<BreachFile> list = file.flatMap(WatchedFile::current);
    try {
      return list.isPresent() && list.get().contains(digest(password));
    } catch (IOException | MalformedFile unreadable) {
      unread.increment();
      LOG.errorf("the list of breached passwords can't be searched: %s", unreadable.getMessage());
      return false;
    }
  }

  // What the lists are made of. Nothing of ours is protected by it: the digest leaves no memory.
  private static String digest(Password password) {
    try {
      return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-1").digest(password.utf8()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
