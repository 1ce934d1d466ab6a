package io.portcullis.acceptance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The wall clock of one process, to be set while it runs: libfaketime stands between the process and the kernel, so
/// that the service under test needs no door for it. The monotonic clock stays true, as it does when a real clock is set.
final class FakedClock {
  private final Path file;

  FakedClock() {
    try {
      file = Files.createTempFile("portcullis-clock-", "");
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
    set(Duration.ZERO);
  }

  /// Empty when this machine has none.
  static Optional<Path> library() {
    return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib")
        .map(folder -> Path.of(folder, "faketime", "libfaketimeMT.so.1")).filter(Files::isReadable).findFirst();
  }

  /// For the process whose clock this is.
  Map<String, String> environment(Path library) {
    return Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", file.toString(), "FAKETIME_NO_CACHE", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Else waits on the monotonic clock return at once, and the JVM spins.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0", "NO_FAKE_STAT", "1");
  }

  /// From now on it is this much ahead of the true time; behind it when negative.
  void set(Duration ahead) {
    try {
      // Read at every look at the clock: never half a file.
      Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), "%+ds%n".formatted(ahead.toSeconds()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
