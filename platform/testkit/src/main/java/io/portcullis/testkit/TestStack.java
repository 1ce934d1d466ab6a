package io.portcullis.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The dev stack of one service's tests: started when the first test asks for it, and left to end with their JVM.
///
/// Each service has its own, so that Maven can test two services side by side.
final class TestStack {

  /// Another one by the environment, so that two working trees can be tested side by side.
  private static final int PORT_BASE = Integer.parseInt(Optional.ofNullable(System.getenv("PORTCULLIS_TEST_PORT_BASE")).orElse("18080"));
  private static final int PORTS_OF_A_STACK = 100;
  private static final int MOST_STARTS = 30;
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);

  private final Properties properties;

  private TestStack(Properties properties) {
    this.properties = properties;
  }

  /// Two test JVMs of one service may ask at once; a file lock lets one of them start it.
  static TestStack ensure() {
    Path root = root();
    Path state = module().resolve("target/test-stack");
    try {
      Files.createDirectories(state);
      Path lockFile = state.resolveSibling("test-stack.lock");
      try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
           var _ = channel.lock()) {
        Path ready = state.resolve("stack.properties");
        if (!isAlive(ready)) {
          Files.deleteIfExists(ready);
          start(root, state, ready);
        }
        return new TestStack(load(ready));
      }
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /// The repository's root: where the front-door script stands.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("dev-stack")) || !Files.exists(folder.resolve("platform"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("tests run inside the repository");
      }
    }
    return folder;
  }

  String get(String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("the stack does not say its " + name);
    }
    return value;
  }

  private static boolean isAlive(Path ready) throws IOException {
    if (!Files.exists(ready)) {
      return false;
    }
    String pid = load(ready).getProperty("pid", "0");
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }

  private static Path module() {
    return Path.of("").toAbsolutePath();
  }

  /// Distances between the services' ports follow from the order of their folders.
  private static int portBase(Path root) throws IOException {
    try (var folders = Files.list(root)) {
      List<Path> services = folders.filter(folder -> folder.getFileName().toString().endsWith("-service")).sorted().toList();
      return PORT_BASE + PORTS_OF_A_STACK * (1 + services.indexOf(module()));
    }
  }

  private static void start(Path root, Path state, Path ready) throws IOException {
    String classpath = Files.readString(root.resolve("dev-stack/target/classpath.txt")).strip();
    Path log = state.resolveSibling("test-stack.log");
    var command = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classpath,
        "io.portcullis.devstack.Launcher", "stack", "--state", state.toString(),
        "--port-base", Integer.toString(portBase(root)), "--parent", Long.toString(ProcessHandle.current().pid())))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
    var starts = new ArrayDeque<Process>();
    starts.add(command.start());
    Awaitility.await("the dev stack, see " + log)
        .atMost(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS).pollInterval(Duration.ofMillis(100))
        .until(() -> {
          // The stack of the run before this one may still be stopping: its folder is free a moment later.
          if (!starts.getLast().isAlive()) {
            starts.add(command.start());
          }
          return starts.size() > MOST_STARTS || Files.exists(ready);
        });
    if (!Files.exists(ready)) {
      throw new IllegalStateException("the dev stack does not start: see " + log);
    }
  }

  private static Properties load(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
