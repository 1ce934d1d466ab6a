package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the process that listens on a port, from Linux's `/proc`. Elsewhere, and for other people's processes, it finds none.
final class PortOwner {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTEN = "0A";

  private PortOwner() {}

  static Optional<ProcessHandle> of(int port) {
    List<String> sockets = Stream.of("net/tcp", "net/tcp6").flatMap(table -> listeners(PROC.resolve(table), port)).toList();
    return sockets.isEmpty() ? Optional.empty()
        : ProcessHandle.allProcesses().filter(process -> holds(process, sockets)).findFirst();
  }

  /// The sockets in `table` that listen on `port`, as their links in `/proc/<pid>/fd` read.
  private static Stream<String> listeners(Path table, int port) {
    try {
      String suffix = ":%04X".formatted(port);
      return Files.readAllLines(table).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTEN))
          .map(columns -> "socket:[" + columns[9] + "]");
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  private static boolean holds(ProcessHandle process, List<String> sockets) {
    try (var descriptors = Files.list(PROC.resolve(Long.toString(process.pid())).resolve("fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException _) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "";
    }
  }
}
