package io.portcullis.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL, Redis and Kafka as a careful installation has them: TLS alone, and each asks who is there.
class LockedStackTest {

  private static final Ports PORTS = new Ports(19680);

  @TempDir static Path state;
  private static DevStack stack;

  @BeforeAll
  static void start() {
    stack = DevStack.startLocked(state, PORTS);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void givenPostgres_thenWithoutTlsNobodyComesIn() throws Exception {
    String certificate = stack.locks().orElseThrow().certificate().toString();
    try (var auth = connect("?sslmode=verify-full&sslrootcert=" + certificate)) {
      assertThat(auth.isValid(1)).isTrue();
    }
    assertThatThrownBy(() -> connect("?sslmode=disable")).isInstanceOf(SQLException.class)
        .hasMessageContaining("no pg_hba.conf entry");
  }

  @Test
  void givenRedis_thenWithoutTlsAndAPasswordNobodyIsServed() throws Exception {
    String password = stack.postgresPassword(Service.MFA);
    try (Socket tls = stack.locks().orElseThrow().trust().getSocketFactory().createSocket("127.0.0.1", PORTS.redis())) {
      assertThat(ask(tls, "GET x")).startsWith("-NOAUTH");
      assertThat(ask(tls, "AUTH mfa-service guess")).startsWith("-WRONGPASS");
      assertThat(ask(tls, "AUTH mfa-service " + password)).startsWith("+OK");
      assertThat(ask(tls, "SET x 1")).startsWith("+OK");
      assertThat(ask(tls, "FLUSHALL")).startsWith("-NOPERM");
    }
    try (Socket plain = new Socket("127.0.0.1", PORTS.redis())) {
      assertThat(ask(plain, "PING")).isEmpty();
    }
  }

  @Test
  void a25_forgery_givenAService_thenItWritesToItsOwnTopicsAndToNoOther() throws Exception {
    write(Service.AUTH, "portcullis.messages");
    write(Service.SESSION, "portcullis.revocations");
    assertThatThrownBy(() -> write(Service.AUTH, "portcullis.revocations")).hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> write(Service.NOTIFICATION, "portcullis.revocations")).hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> write(Service.MFA, "portcullis.contacts")).hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> write(Service.RECOVERY, "portcullis.dead-letters")).hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void givenAWrongPasswordOrNone_thenKafkaTalksToNobody() {
    Map<String, Object> wrong = client(Service.AUTH);
    wrong.put("sasl.jaas.config", wrong.get("sasl.jaas.config").toString().replaceAll("password=\"[^\"]+\"", "password=\"guess\""));
    assertThatThrownBy(() -> topics(wrong)).hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(() -> topics(new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:" + PORTS.kafka()))))
        .isInstanceOf(Exception.class);
  }

  private static void topics(Map<String, Object> client) throws Exception {
    client.put("default.api.timeout.ms", "5000");
    client.put("request.timeout.ms", "4000");
    try (Admin admin = Admin.create(client)) {
      admin.listTopics().names().get(10, TimeUnit.SECONDS);
    }
  }

  private static void write(Service service, String topic) throws Exception {
    Map<String, Object> client = client(service);
    client.put("max.block.ms", "10000");
    try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", "value")).get(15, TimeUnit.SECONDS);
    }
  }

  private static Map<String, Object> client(Service service) {
    Map<String, Object> client = new HashMap<>(stack.kafkaClient(service));
    client.put("bootstrap.servers", "127.0.0.1:" + PORTS.kafka());
    return client;
  }

  private static Connection connect(String how) throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/auth%s".formatted(PORTS.postgres(), how), "auth",
        stack.postgresPassword(Service.AUTH));
  }

  private static String ask(Socket redis, String command) throws IOException {
    redis.setSoTimeout(5000);
    redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    var answer = new byte[200];
    try {
      int length = redis.getInputStream().read(answer);
      return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    } catch (SocketException hungUp) {
      return "";
    }
  }
}
