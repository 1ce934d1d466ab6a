package io.portcullis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The operating system's account of what processes used. Linux only, as the figures come from `/proc`.
public final class Books {
  public static final String LAUNCHER = "launcher";
  /// Ticks of `/proc/<pid>/stat` are hundredths of a second on every Linux that Java runs on.
  private static final long TICK_MILLIS = 10;

  private final Map<String, Long> pids;

  /// @param pids of the processes by name; each stands for its children, too, but for the launcher, whose children
  ///     have names of their own
  public Books(Map<String, Long> pids) {
    this.pids = pids;
  }

  public static boolean areKept() {
    return Files.isReadable(Path.of("/proc/self/smaps_rollup"));
  }

  /// CPU time in user and system mode since each process began.
  public Map<String, Duration> cpu() {
    var times = new LinkedHashMap<String, Duration>();
    List<ProcessStat> all = all();
    pids.forEach((name, pid) -> times.put(name, Duration.ofMillis(TICK_MILLIS * (name.equals(LAUNCHER)
        ? ProcessStat.of(pid).ownTicks() : ticksOfTree(ProcessStat.of(pid), all)))));
    return times;
  }

  /// Proportional set size in KiB: memory that is shared counts by its share, so the figures may be added.
  public Map<String, Long> pssKib() {
    var sizes = new LinkedHashMap<String, Long>();
    pids.forEach((name, pid) -> sizes.put(name, pss(pid)));
    return sizes;
  }

  /// Children as they were when all were listed: servers end theirs at any time.
  private static long ticksOfTree(ProcessStat root, List<ProcessStat> all) {
    return root.ownTicks() + root.reapedTicks() + all.stream().filter(process -> process.parent() == root.pid())
        .mapToLong(child -> ticksOfTree(child, all)).sum();
  }

  private static List<ProcessStat> all() {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.map(folder -> folder.getFileName().toString()).filter(name -> name.chars().allMatch(Character::isDigit))
          .flatMap(pid -> ProcessStat.ifThere(Long.parseLong(pid)).stream()).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long pss(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines.filter(line -> line.startsWith("Pss:")).map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong).findFirst().orElse(0);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
