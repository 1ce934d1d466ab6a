package io.portcullis.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Remembers a process beyond the life of the one that started it. The start time stands beside the pid,
/// because pids are used again and a stranger must never be killed.
record PidFile(Path file) {

  void write(ProcessHandle process) {
    try {
      Files.writeString(file, process.pid() + " " + startOf(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The process written down here, if it is still that process.
  Optional<ProcessHandle> find() {
    try {
      String[] words = Files.readString(file).split(" ", 2);
      return words.length < 2 ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(words[0])).filter(process -> startOf(process).equals(words[1]));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();   // half a file: the launcher died between fork and write
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
