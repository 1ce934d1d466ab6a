package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Ends what an earlier launcher left running when it was killed and could not stop its children.
final class OrphanCleanup {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private OrphanCleanup() {}

  static void run(Path pids) throws IOException {
    List<PidFile> files;
    try (var entries = Files.list(pids)) {
      files = entries.map(PidFile::new).toList();
    }
    var orphans = files.stream().flatMap(file -> file.find().stream()).toList();
    // SIGINT: PostgreSQL would wait for its clients on SIGTERM, all others take both alike.
    orphans.forEach(Signal.INTERRUPT::send);
    orphans.forEach(orphan -> Signal.awaitEndOrKill(orphan, PATIENCE));
    files.forEach(PidFile::delete);
  }
}
