package io.portcullis.devstack;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// A Kafka broker in a JVM of its own, so that it can be killed and measured by itself. [KafkaNode] is what runs there.
record KafkaServer(StateFolder state, Ports ports, Optional<Locks> locks) implements Recipe {
  private static final List<String> FLAGS = List.of("-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
      "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public ProcessBuilder prepare() throws IOException {
    Files.deleteIfExists(ready());
    String settings = locks.isPresent() ? locked(locks.get()).toString() : "open";
    return new ProcessBuilder(JavaCommand.of(FLAGS, "-cp", System.getProperty("java.class.path"), KafkaNode.class.getName(),
        state.folder("kafka").toString(), Integer.toString(ports.kafka()), Integer.toString(ports.kafkaController()),
        ready().toString(), Long.toString(ProcessHandle.current().pid()), settings)).directory(state.folder("kafka").toFile());
  }

  /// A file, because everybody may read a command line.
  private Path locked(Locks locks) throws IOException {
    var settings = new Properties();
    settings.setProperty("keystore", locks.keystore().toString());
    settings.setProperty("keystore.password", locks.storePassword());
    settings.setProperty("loopback", Integer.toString(ports.kafkaLoopback()));
    for (Service service : Service.values()) {
      settings.setProperty("password." + service.fullName(), locks.passwordOf(service));
    }
    var text = new StringWriter();
    settings.store(text, null);
    state.writePrivately("kafka/locked.properties", text.toString());
    return state.folder("kafka").resolve("locked.properties");
  }

  @Override
  public boolean isReady() {
    return Files.exists(ready());
  }

  /// Written by the node once the broker serves and all topics are there.
  private Path ready() {
    return state.folder("kafka").resolve("ready");
  }
}
