package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A Kafka broker in a JVM of its own, so that it can be killed and measured by itself. [KafkaNode] is what runs there.
record KafkaServer(StateFolder state, Ports ports) implements Recipe {
  private static final List<String> FLAGS = List.of("-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
      "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public ProcessBuilder prepare() throws IOException {
    Files.deleteIfExists(ready());
    return new ProcessBuilder(JavaCommand.of(FLAGS, "-cp", System.getProperty("java.class.path"), KafkaNode.class.getName(),
        state.folder("kafka").toString(), Integer.toString(ports.kafka()), Integer.toString(ports.kafkaController()),
        ready().toString(), Long.toString(ProcessHandle.current().pid()))).directory(state.folder("kafka").toFile());
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
