package io.portcullis.notification.audit;

import io.portcullis.transparency.Checkpoint;
import io.portcullis.transparency.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Where checkpoints are kept outside of the database, if the installation names a file: one after another, never replaced. Blocks.
@ApplicationScoped
class CheckpointFile {

  private final Optional<Path> path;

  CheckpointFile(AuditConfig config) {
    path = config.checkpoints();
  }

  void append(SignedNote note) {
    path.ifPresent(file -> {
      try {
        Files.writeString(file, note + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
      } catch (IOException away) {
        throw new UncheckedIOException(away);
      }
    });
  }

  /// Empty where there is none yet.
  Optional<Checkpoint> newest() {
    return path.filter(Files::exists).flatMap(file -> {
      try {
        List<SignedNote> notes = SignedNote.parseAll(Files.readString(file));
        return notes.isEmpty() ? Optional.empty() : Optional.of(Checkpoint.parse(notes.getLast().text()));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    });
  }
}
