package io.portcullis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One line of `/proc/<pid>/stat` (proc(5)).
///
/// @param ownTicks    user and system time of the process itself, all its threads
/// @param reapedTicks the same of its children that have ended
record ProcessStat(long pid, long parent, long ownTicks, long reapedTicks) {
  static ProcessStat of(long pid) {
    return ifThere(pid).orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
  }

  /// Empty when the process has ended.
  static Optional<ProcessStat> ifThere(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The second field is the program's name in brackets, and may hold anything, brackets and spaces included.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Optional.of(new ProcessStat(pid, Long.parseLong(fields[1]),
          Long.parseLong(fields[11]) + Long.parseLong(fields[12]), Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
    } catch (IOException ended) {
      if (Files.exists(Path.of("/proc/" + pid + "/stat"))) throw new UncheckedIOException(ended);
      return Optional.empty();
    }
  }
}
