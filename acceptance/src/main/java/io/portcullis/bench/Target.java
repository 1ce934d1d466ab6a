package io.portcullis.bench;

import io.portcullis.devstack.DevStack;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Suite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// The suite that is measured: one that we started and may restart parts of, or one that somebody else runs.
sealed interface Target extends AutoCloseable {
  Ports ports();

  Map<String, Long> pids();

  @Override
  void close();

  record Own(Ports ports, Path state, Suite suite) implements Target {
    @Override
    public Map<String, Long> pids() {
      return suite.pids();
    }

    @Override
    public void close() {
      suite.close();
      DevStack.forget(state); // ten million sessions are some gigabytes
    }
  }

  record Running(Ports ports, Map<String, Long> pids) implements Target {
    @Override
    public void close() {
      // Not ours to stop.
    }
  }

  static Target of(BenchOptions options, Map<String, String> environment) throws IOException {
    if (options.state().isPresent()) return running(options.state().get());
    return own(options, environment);
  }

  static Own own(BenchOptions options, Map<String, String> environment) throws IOException {
    Path state = Files.createTempDirectory("portcullis-bench-");
    return new Own(new Ports(options.base()), state, Suite.start(state, options.base(), environment));
  }

  private static Running running(Path state) throws IOException {
    var properties = new Properties();
    try (var file = Files.newBufferedReader(state.resolve("stack.properties"))) {
      properties.load(file);
    }
    var pids = new LinkedHashMap<String, Long>();
    try (Stream<Path> files = Files.list(state.resolve("pids"))) {
      for (Path file : files.sorted().toList()) pids.put(file.getFileName().toString(), Long.parseLong(Files.readString(file).split(" ")[0]));
    }
    pids.put(Books.LAUNCHER, Long.parseLong(properties.getProperty("pid")));
    return new Running(new Ports(URI.create(properties.getProperty("gateway.url")).getPort()), pids);
  }

  /// The suite whose auth-service may be started anew with another hash.
  default Optional<Suite> restartable() {
    return switch (this) {
      case Own own -> Optional.of(own.suite());
      case Running _ -> Optional.empty();
    };
  }
}
