package io.portcullis.devstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A launcher run as people and builds run it: a process of its own.
final class LaunchedStack implements AutoCloseable {
  static final Ports PORTS = new Ports(19_280);

  private final Path state;
  private final Process process;
  private final BufferedReader output;

  private LaunchedStack(Path state, Process process) {
    this.state = state;
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream()));
  }

  static LaunchedStack launch(Path state, long parent) throws IOException {
    var command = JavaCommand.of(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"),
        "-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "stack",
        "--state", state.toString(), "--port-base", Integer.toString(PORTS.base()), "--parent", Long.toString(parent));
    return new LaunchedStack(state, new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  static LaunchedStack launch(Path state) throws IOException {
    return launch(state, ProcessHandle.current().pid());
  }

  /// Waits for the end of its start, and fails with what it said when it did not.
  LaunchedStack awaitReady() throws IOException {
    var said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("The stack is ready.")) {
        return this;
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("The launcher ended: " + said);
  }

  /// All that a launcher says that ends by itself.
  String output() {
    return output.lines().collect(Collectors.joining("\n"));
  }

  Properties properties() throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(state.resolve("stack.properties"))) {
      properties.load(reader);
    }
    return properties;
  }

  List<ProcessHandle> children() {
    return process.children().toList();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("The launcher did not end");
    }
    return process.exitValue();
  }

  void kill9() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
