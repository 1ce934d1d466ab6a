package io.portcullis.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stack as a library, in this JVM; one for all, since a start takes seconds.
class DevStackTest {
  private static final Ports PORTS = new Ports(19_080);
  private static final List<String> TOPICS = List.of("portcullis.security-events", "portcullis.messages", "portcullis.contacts",
      "portcullis.revocations", "portcullis.dead-letters");

  @TempDir
  static Path state;

  private static DevStack stack;

  @BeforeAll
  static void start() {
    stack = DevStack.start(state, PORTS);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void givenARunningStack_whenAServiceRoleConnects_thenItEntersItsOwnDatabaseAndNoOther() throws Exception {
    String password = stack.postgresPassword(Service.AUTH);

    try (var auth = connect("auth", "auth", password)) {
      assertThat(auth.isValid(1)).isTrue();
    }
    assertThatThrownBy(() -> connect("mfa", "auth", password)).hasMessageContaining("permission denied");
    assertThatThrownBy(() -> connect("auth", "auth", "guess")).hasMessageContaining("password authentication failed");
    assertThatThrownBy(() -> connect("postgres", "postgres", "")).isInstanceOf(SQLException.class);
  }

  @Test
  void givenARunningStack_whenKafkaIsAsked_thenTheTopicsOfTheHouseAreThere() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + PORTS.kafka()))) {
      var topics = admin.describeTopics(TOPICS).allTopicNames().get(10, TimeUnit.SECONDS);
      assertThat(topics.get("portcullis.security-events").partitions()).hasSize(6);
    }
  }

  @Test
  void givenTheTopics_thenRevocationsEndAfterADay_andWhatAContactReplacedIsGoneAfterADay() throws Exception {
    var contacts = new ConfigResource(ConfigResource.Type.TOPIC, "portcullis.contacts");
    var revocations = new ConfigResource(ConfigResource.Type.TOPIC, "portcullis.revocations");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + PORTS.kafka()))) {
      // As an earlier release made it.
      admin.incrementalAlterConfigs(Map.of(revocations, List.of(new AlterConfigOp(
          new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET)))).all().get(10, TimeUnit.SECONDS);
      Topics.create("127.0.0.1:" + PORTS.kafka());
      var settings = admin.describeConfigs(List.of(contacts, revocations)).all().get(10, TimeUnit.SECONDS);
      assertThat(settings.get(contacts).get("cleanup.policy").value()).isEqualTo("compact");
      assertThat(settings.get(contacts).get("max.compaction.lag.ms").value()).isEqualTo("86400000");
      assertThat(settings.get(revocations).get("cleanup.policy").value()).isEqualTo("compact,delete");
      assertThat(settings.get(revocations).get("retention.ms").value()).isEqualTo("86400000");
      assertThat(settings.get(revocations).get("segment.ms").value()).isEqualTo("3600000");
    }
  }

  @Test
  void givenTheFilesOfADeployment_thenTheirTopicsHaveTheSameSettings() throws Exception {
    String compose = Files.readString(Path.of("../docker-compose.yml"));
    assertThat(compose).contains("settings portcullis.contacts \"$$bounded\",cleanup.policy=compact,max.compaction.lag.ms=86400000",
        "settings portcullis.revocations \"$$bounded\",cleanup.policy=[compact,delete],retention.ms=86400000,segment.ms=3600000");
    String cluster = Files.readString(Path.of("../deploy/kubernetes/data/kafka.yaml"));
    assertThat(cluster).contains("cleanup.policy: compact, max.compaction.lag.ms: 86400000 }",
        "cleanup.policy: \"compact,delete\", retention.ms: 86400000, segment.ms: 3600000 }");
  }

  @Test
  void a26_bomb_givenTheFilesOfADeployment_thenEachTopicMeasuresWhatABatchUnpacksTo() throws Exception {
    String compose = Files.readString(Path.of("../docker-compose.yml"));
    assertThat(compose).contains("bounded=compression.type=uncompressed,max.message.bytes=" + Topics.LARGEST_BATCH + "\n");
    String cluster = Files.readString(Path.of("../deploy/kubernetes/data/kafka.yaml"));
    String[] manifests = cluster.split("---\n");
    for (String topic : TOPICS) {
      assertThat(compose).contains("settings " + topic + " \"$$bounded\"");
      assertThat(manifests).filteredOn(manifest -> manifest.contains("kind: KafkaTopic") && manifest.contains("name: " + topic + "\n"))
          .singleElement().asString().contains("compression.type: uncompressed, max.message.bytes: " + Topics.LARGEST_BATCH);
    }
  }

  /// A record of zeros is small on the wire and large on each reader's heap.
  @ParameterizedTest
  @CsvSource({"zstd,8", "zstd,200", "gzip,8", "lz4,8", "snappy,1", "none,1"})
  void a26_bomb_givenARecordThatUnpacksToMegabytes_thenTheBrokerTakesItOnNoTopic(String codec, int megabytes) throws Exception {
    // As an earlier release made it.
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + PORTS.kafka()))) {
      admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.getFirst()), List.of(
          new AlterConfigOp(new ConfigEntry("compression.type", ""), AlterConfigOp.OpType.DELETE)))).all().get(10, TimeUnit.SECONDS);
    }
    Topics.create("127.0.0.1:" + PORTS.kafka());
    try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", "127.0.0.1:" + PORTS.kafka(), "compression.type", codec,
        "max.request.size", Integer.MAX_VALUE, "buffer.memory", 512L << 20, "retries", 0), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic : TOPICS) {
        var bomb = new ProducerRecord<>(topic, 0, new byte[]{'k'}, new byte[megabytes << 20]);
        // When the broker's own memory did not suffice to unpack it, UnknownServerException.
        assertThatThrownBy(() -> producer.send(bomb).get()).as(topic)
            .cause().isInstanceOfAny(RecordTooLargeException.class, UnknownServerException.class);
        assertThat(producer.send(new ProducerRecord<>(topic, 0, new byte[]{'k'}, new byte[20 << 10])).get().offset()).isNotNegative();
      }
    }
  }

  @Test
  void givenAMailAndAnSms_whenSent_thenTheInboxShowsThemByAddress() throws Exception {
    var settings = new Properties();
    settings.putAll(Map.of("mail.smtp.host", "127.0.0.1", "mail.smtp.port", Integer.toString(PORTS.smtp())));
    var mail = new MimeMessage(Session.getInstance(settings));
    mail.setFrom("house@example.org");
    mail.setRecipients(Message.RecipientType.TO, "Ada@example.org");
    mail.setSubject("Your code");
    mail.setText("123456");
    Transport.send(mail);
    var sms = http(HttpRequest.newBuilder(inbox("/sms")).POST(HttpRequest.BodyPublishers.ofString("{\"to\":\"+4915112345678\",\"body\":\"654321\"}")));

    assertThat(sms).contains("\"id\"");
    assertThat(http(HttpRequest.newBuilder(inbox("/messages?to=ada@example.org"))))
        .contains("\"channel\":\"email\"", "\"subject\":\"Your code\"", "\"text\":\"123456").doesNotContain("654321");
    assertThat(http(HttpRequest.newBuilder(inbox("/messages?to=+4915112345678"))))
        .contains("\"channel\":\"sms\"", "\"text\":\"654321\"").doesNotContain("Your code");
  }

  @Test
  void givenARunningStack_whenAServiceTokenIsVerifiedByItsCallee_thenItNamesCallerAndCallee() throws Exception {
    Path keys = state.resolve("keys");
    var jwks = new JsonWebKeySet(Files.readString(keys.resolve("mfa-service/service-token-jwks.json")));
    var claims = new JwtConsumerBuilder().setExpectedIssuer("portcullis-dev-stack").setExpectedAudience("mfa-service")
        .setVerificationKeyResolver(new JwksVerificationKeyResolver(jwks.getJsonWebKeys())).setRequireExpirationTime().build()
        .processToClaims(Files.readString(keys.resolve("auth-service/tokens/mfa-service")));

    assertThat(claims.getSubject()).isEqualTo("system:serviceaccount:portcullis:auth-service");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("auth-service/seal-keys.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void crash_givenAKilledPart_whenStartedAgain_thenItServesTheSameData() throws Exception {
    try (var auth = connect("auth", "auth", stack.postgresPassword(Service.AUTH)); var statement = auth.createStatement()) {
      statement.execute("CREATE TABLE word AS SELECT 'still here' AS word");
    }

    for (ChildProcess part : List.of(stack.postgres(), stack.redis(), stack.kafka())) {
      part.kill9();
      part.start();
    }

    try (var auth = connect("auth", "auth", stack.postgresPassword(Service.AUTH)); var statement = auth.createStatement();
         var rows = statement.executeQuery("SELECT word FROM word")) {
      assertThat(rows.next()).isTrue();
    }
    assertThat(stack.pids()).containsOnlyKeys("postgres", "redis", "kafka");
  }

  private static Connection connect(String database, String role, String password) throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s".formatted(PORTS.postgres(), database), role, password);
  }

  private static String http(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString()).body();
    }
  }

  private static URI inbox(String path) {
    return URI.create("http://127.0.0.1:" + PORTS.inbox() + path);
  }
}
