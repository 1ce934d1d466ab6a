package io.portcullis.runtime.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The directory of key files that a service is given: a mounted secret in production, written by the launcher on a
/// developer's machine. Files may change while the service runs.
@ApplicationScoped
public class KeyDirectory {

  private final Path directory;

  public KeyDirectory(@ConfigProperty(name = "portcullis.keys") String directory) {
    this.directory = Path.of(directory);
  }

  /// @throws UncheckedIOException when the file is missing: the installation is incomplete
  public String read(String file) {
    try {
      return Files.readString(directory.resolve(file)).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
