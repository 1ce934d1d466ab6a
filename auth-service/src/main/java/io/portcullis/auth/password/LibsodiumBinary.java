package io.portcullis.auth.password;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The libsodium that lazysodium-java carries for each platform. We use that jar for its cargo only.
record LibsodiumBinary(String resource) {

  private static final Logger LOG = Logger.getLogger(LibsodiumBinary.class);

  /// Empty for a platform that the jar has nothing for.
  static Optional<LibsodiumBinary> of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    boolean x64 = arch.equals("amd64") || arch.equals("x86_64");
    if (os.startsWith("linux") && (arm || x64)) {
      return Optional.of(new LibsodiumBinary(arm ? "/arm64/libsodium.so" : "/linux64/libsodium.so"));
    }
    if (os.startsWith("mac") && (arm || x64)) {
      return Optional.of(new LibsodiumBinary(arm ? "/mac_arm/libsodium.dylib" : "/mac/libsodium.dylib"));
    }
    if (os.startsWith("windows") && x64) {
      return Optional.of(new LibsodiumBinary("/windows64/libsodium.dll"));
    }
    return Optional.empty();
  }

  /// A copy that the dynamic linker can open, in a fresh directory that only this user may enter.
  Path extract() throws IOException {
    Path directory = Files.createTempDirectory("portcullis-libsodium");
    Path file = directory.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    directory.toFile().deleteOnExit();
    file.toFile().deleteOnExit();
    try (InputStream carried = LibsodiumBinary.class.getResourceAsStream(resource)) {
      if (carried == null) {
        throw new IOException("no " + resource + " on the classpath");
      }
      Files.copy(carried, file);
    }
    return file;
  }

  /// Removes the copy once it is loaded: a killed process must not leave one behind at every start. Windows keeps a
  /// loaded file; there it goes when the process exits.
  static void discard(Path file) {
    try {
      Files.delete(file);
      Files.delete(file.getParent());
    } catch (IOException stillInUse) {
      LOG.debugf("%s stays until this process exits", file);
    }
  }
}
