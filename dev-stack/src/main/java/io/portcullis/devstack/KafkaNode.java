package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// One KRaft node, broker and controller in one. The `main` of Kafka's own process.
final class KafkaNode {
  private static final int NODE_ID = 1;

  private KafkaNode() {}

  /// Arguments: data folder, port, controller port, file to create when ready, pid whose end is ours, and `open` or the
  /// file that says how it is locked.
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path logs = folder.resolve("data");
    int port = Integer.parseInt(args[1]);
    Parent.endWith(Long.parseLong(args[4]));
    format(logs);
    Properties settings = settings(logs, port, Integer.parseInt(args[2]));
    Optional<Properties> locks = args[5].equals("open") ? Optional.empty() : Optional.of(read(Path.of(args[5])));
    locks.ifPresent(locked -> lock(settings, locked, port, args[2]));
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    server.startup();
    String administration = "127.0.0.1:" + locks.map(locked -> locked.getProperty("loopback")).orElse(args[1]);
    Topics.create(administration);
    if (locks.isPresent()) {
      TopicRights.grant(administration, locks.get());
    }
    Files.createFile(Path.of(args[3]));
    server.awaitShutdown();
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  /// As docker-compose.yml has it, with TLS besides: services come with a password; who comes by the third listener, which
  /// a real broker would keep in its own network namespace, is the administrator.
  private static void lock(Properties settings, Properties locks, int port, String controllerPort) {
    settings.putAll(Map.of(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort
            + ",LOOPBACK://127.0.0.1:" + locks.getProperty("loopback"),
        "listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT,LOOPBACK:PLAINTEXT",
        "inter.broker.listener.name", "LOOPBACK",
        "sasl.enabled.mechanisms", "SCRAM-SHA-512",
        "listener.name.broker.scram-sha-512.sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "allow.everyone.if.no.acl.found", "false",
        "super.users", "User:ANONYMOUS"));
    settings.putAll(Map.of(
        "ssl.keystore.type", "PKCS12",
        "ssl.keystore.location", locks.getProperty("keystore"),
        "ssl.keystore.password", locks.getProperty("keystore.password"),
        "ssl.key.password", locks.getProperty("keystore.password")));
  }

  private static void format(Path logs) throws Exception {
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    Folders.delete(logs);   // an interrupted formatting
    Files.createDirectories(logs);
    new Formatter()
        .setClusterId("portcullis-dev-stack-0")
        .setNodeId(NODE_ID)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(logs.toString())
        .addDirectory(logs.toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
  }

  private static Properties settings(Path logs, int port, int controllerPort) {
    var settings = new Properties();
    settings.putAll(Map.of(
        "process.roles", "broker,controller",
        "node.id", Integer.toString(NODE_ID),
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name", "BROKER",
        "controller.listener.names", "CONTROLLER",
        "controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort,
        "log.dirs", logs.toString()));
    settings.putAll(Map.of(
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        // A topic that nobody declared is a mistake, and should fail as one.
        "auto.create.topics.enable", "false",
        "group.initial.rebalance.delay.ms", "0",
        "log.cleaner.dedupe.buffer.size", "4194304"));
    settings.putAll(Map.of(
        // An event says when it happened. Refused for a service's clock that runs ahead, it would hold up all behind it.
        "log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE),
        // A request is read into memory as a whole.
        "socket.request.max.bytes", "4194304",
        // Else a broker that was killed is taken for alive, and its restart waits for 11 to 15 seconds.
        "broker.session.timeout.ms", "2000",
        "broker.heartbeat.interval.ms", "500",
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "2"));
    return settings;
  }
}
