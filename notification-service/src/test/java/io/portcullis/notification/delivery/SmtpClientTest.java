package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.portcullis.notification.letter.LetterPress.Printed;
import io.portcullis.testkit.MutableClock;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.mail.internet.MimeUtility;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mail as a mail server hears it (SAFE-3).
class SmtpClientTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Vertx VERTX = Vertx.vertx();
  private static final String ANN = "ann@example.org";
  private static final String ZOE = "zo\u00eb@example.org";
  private static final String PASSWORD = "copper-lantern";
  private static final Map<String, String> SIGNED_IN = Map.of("username", "ann", "password", PASSWORD);

  private static KeyStore localhost;
  private static KeyStore mallory;

  @BeforeAll
  static void certificates(@TempDir Path folder) throws Exception {
    localhost = selfSigned(folder.resolve("localhost.p12"), "localhost");
    mallory = selfSigned(folder.resolve("mallory.p12"), "mallory.example");
  }

  @AfterAll
  static void end() {
    VERTX.close();
  }

  @Test
  void givenAnAddressInAscii_thenSmtputf8IsNotAskedFor() {
    try (var server = ForeignMailServer.with("8BITMIME", "SMTPUTF8")) {
      assertThat(send(server, ANN, Map.of())).isEqualTo(Answer.TAKEN);
      assertThat(server.heard).contains("MAIL FROM:<security@portcullis.example>", "RCPT TO:<" + ANN + ">", "To: " + ANN,
          "Message-ID: <1@portcullis.example>", "Auto-Submitted: auto-generated", "..a line that begins with a dot");
    }
  }

  @Test
  void givenAServerWithSmtputf8_thenEnvelopeAndHeaderSayTheAddressAsItIs() {
    try (var server = ForeignMailServer.with("8BITMIME", "SMTPUTF8")) {
      assertThat(send(server, ZOE, Map.of())).isEqualTo(Answer.TAKEN);
      assertThat(server.heard).contains("MAIL FROM:<security@portcullis.example> SMTPUTF8", "RCPT TO:<" + ZOE + ">", "To: " + ZOE);
      await().atMost(DEADLINE).until(() -> server.heard.getLast().equals("QUIT"));
    }
  }

  @Test
  void givenAServerWithoutSmtputf8_thenItIsNotEvenTried() {
    try (var server = ForeignMailServer.with("8BITMIME")) {
      assertThat(send(server, ZOE, Map.of())).isEqualTo(Answer.NO_SMTPUTF8);
      assertThat(server.heard).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ANN, ZOE})
  void givenTheRecipientIsRefused_thenTheFailureHasTheCodeAndNotTheAddress(String to) {
    try (var server = new ForeignMailServer(List.of("SMTPUTF8"), Optional.empty(), "550 no <" + to + "> here")) {
      assertThatThrownBy(() -> send(server, to, Map.of())).isInstanceOf(MailRefusal.class).hasMessage("SMTP 550").hasNoCause();
    }
  }

  // A client that gives out a connection which it is closing loses the mail that meets it.
  @Test
  void givenManyRefusalsAmongGoodMails_thenEveryGoodOneIsTakenOnce_andNoConnectionIsUsedAfterARefusal() {
    int each = 300;
    try (var server = ForeignMailServer.with("8BITMIME")) {
      SmtpClient client = server.client(VERTX, Map.of());
      List<Uni<String>> sent = IntStream.range(0, 2 * each).mapToObj(number -> client
          .send(mail((number % 2 == 0 ? ForeignMailServer.UNKNOWN : "known-") + number + "@example.org", "Code"))
          .map(_ -> "taken").onFailure(MailRefusal.class).recoverWithItem(Throwable::getMessage)).toList();
      List<String> answers = Uni.join().all(sent).usingConcurrencyOf(10).andCollectFailures().await().atMost(DEADLINE);

      IntStream.range(0, 2 * each).forEach(number ->
          assertThat(answers.get(number)).isEqualTo(number % 2 == 0 ? "SMTP 550" : "taken"));
      assertThat(server.heard.stream().filter(line -> line.startsWith("RCPT TO:<known-"))).hasSize(each).doesNotHaveDuplicates();
      assertThat(server.heard).filteredOn("DATA"::equals).hasSize(each);
      assertThat(server.connections.get()).as("each refusal ended its connection").isGreaterThanOrEqualTo(each);
      client.closeAll();
      await().atMost(DEADLINE).until(() -> server.openConnections.get() == 0);
    }
  }

  @Test
  void givenMailsInARow_thenTheyShareAConnection_untilItHasRestedTooLongOrIsGone() {
    var clock = new MutableClock();
    clock.stop();
    try (var server = ForeignMailServer.with("8BITMIME")) {
      SmtpClient client = server.client(VERTX, Map.of(), nothingNamed(), clock);
      client.send(mail(ANN, "Code")).await().atMost(DEADLINE);
      client.send(mail(ANN, "Code")).await().atMost(DEADLINE);
      assertThat(server.connections).hasValue(1);
      assertThat(server.heard).containsSubsequence("DATA", "RSET", "MAIL FROM:<security@portcullis.example>");

      clock.advance(Duration.ofSeconds(9));
      client.closeRested();
      assertThat(server.openConnections).hasValue(1);
      clock.advance(Duration.ofSeconds(2));
      client.closeRested();
      await().atMost(DEADLINE).until(() -> server.openConnections.get() == 0);

      client.send(mail(ANN, "Code")).await().atMost(DEADLINE);
      server.hangsUp();
      client.send(mail(ANN, "Code")).await().atMost(DEADLINE);
      assertThat(server.heard).filteredOn("DATA"::equals).hasSize(4);
      assertThat(server.connections).hasValue(3);
    }
  }

  @Test
  void denialOfService_givenAServerThatSaysNothing_whenTheMailIsGivenUp_thenItsConnectionIsClosed() {
    try (var server = ForeignMailServer.with("8BITMIME")) {
      server.answersRecipients(ForeignMailServer.SAYS_NOTHING);
      var waiting = server.client(VERTX, Map.of()).send(mail(ANN, "Code")).subscribe().with(_ -> { }, _ -> { });
      await().atMost(DEADLINE).until(() -> server.heard.stream().anyMatch(line -> line.startsWith("RCPT")));
      waiting.cancel();
      await().atMost(DEADLINE).until(() -> server.openConnections.get() == 0);
    }
  }

  @Test
  void headerInjection_givenLineBreaksInASubject_thenTheyBeginNoHeader() throws Exception {
    try (var server = ForeignMailServer.with("8BITMIME")) {
      var client = server.client(VERTX, Map.of());
      client.send(mail(ANN, "Code\r\nBcc: mallory@example.org\r\n\r\nIgnore the rest")).await().atMost(DEADLINE);
      assertThat(server.heard).contains("Subject: Code Bcc: mallory@example.org Ignore the rest")
          .noneMatch(line -> line.startsWith("Bcc"));

      server.heard.clear();
      String subject = "Ihr Code f\u00fcr die B\u00f6rse \u2013 \u4f60\u597d";
      client.send(mail(ANN, subject)).await().atMost(DEADLINE);
      assertThat(header(server, "Subject")).isEqualTo(subject);
      assertThat(header(server, "From")).isEqualTo("B\u00f6rse, Z\u00fcrich <security@portcullis.example>");
    }
  }

  @Test
  void eavesdropper_givenTlsIsRequired_whenTheServerHasNone_thenNothingIsSaidInClear() {
    try (var server = ForeignMailServer.with("SMTPUTF8", "AUTH PLAIN")) {
      assertThatThrownBy(() -> send(server, ANN, and(SIGNED_IN, "start-tls", "REQUIRED")));
      assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTTLS", "TLS"})
  void eavesdropper_givenTls_thenTheServerMustBeTheOneItSays(String kind) throws Exception {
    boolean atOnce = kind.equals("TLS");
    var mailbox = atOnce ? and(SIGNED_IN, "tls", "true") : and(SIGNED_IN, "start-tls", "REQUIRED");
    var extensions = atOnce ? List.of("SMTPUTF8", "AUTH PLAIN") : List.of("SMTPUTF8", "STARTTLS", "AUTH PLAIN");
    try (var server = new ForeignMailServer(extensions, Optional.of(serving(localhost)), "250 OK")) {
      assertThatThrownBy(() -> send(server, ANN, mailbox));
      assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH"));

      server.heard.clear();
      // RFC 4616: who acts, who is asked, the password.
      String proof = Base64.getEncoder().encodeToString(("ann\0ann\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
      for (String to : List.of(ANN, ZOE)) {
        assertThat(send(server, to, and(mailbox, "trust-all", "true"))).isEqualTo(Answer.TAKEN);
        assertThat(server.heard).containsSubsequence("TLS", "AUTH PLAIN " + proof, "RCPT TO:<" + to + ">");
      }

      server.heard.clear();
      assertThat(send(server, and(mailbox, "tls-configuration-name", "mail"), believing(localhost))).isEqualTo(Answer.TAKEN);
    }

    try (var server = new ForeignMailServer(extensions, Optional.of(serving(mallory)), "250 OK")) {
      assertThatThrownBy(() -> send(server, and(mailbox, "tls-configuration-name", "mail"), believing(mallory)))
          .as("a certificate that is believed, of another host");
      assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH"));
      assertThatThrownBy(() -> send(server, and(mailbox, "tls-configuration-name", "mial"), nothingNamed()))
          .hasMessageContaining("quarkus.mailer.tls-configuration-name");
    }
  }

  @Test
  void ops9_givenTheSettingPromisesWhatTheServerLacks_thenItIsSaid() {
    try (var with = ForeignMailServer.with("SMTPUTF8"); var without = ForeignMailServer.with("8BITMIME")) {
      assertThat(complaint(with)).isEmpty();
      assertThat(complaint(without)).hasValueSatisfying(said -> assertThat(said).startsWith("portcullis.mail.smtputf8"));
    }
  }

  private static Optional<String> complaint(ForeignMailServer server) {
    return AskMailServer.complaint(server.client(VERTX, Map.of()).offersSmtputf8().await().atMost(DEADLINE));
  }

  private static String header(ForeignMailServer server, String name) throws Exception {
    int line = IntStream.range(0, server.heard.size()).filter(at -> server.heard.get(at).startsWith(name + ": ")).findFirst().orElseThrow();
    var value = new StringBuilder(server.heard.get(line).substring(name.length() + 2));
    for (int next = line + 1; server.heard.get(next).startsWith(" "); next++) {
      value.append(server.heard.get(next));
    }
    return MimeUtility.decodeText(value.toString());
  }

  private static Mail mail(String to, String subject) {
    var printed = new Printed(subject, "One line\n.a line that begins with a dot\n", "<p>One line</p>");
    return new Mail("\"B\u00f6rse, Z\u00fcrich\" <security@portcullis.example>", to, "1@portcullis.example", printed, Instant.now());
  }

  private static Answer send(ForeignMailServer server, String to, Map<String, String> options) {
    return server.client(VERTX, options).send(mail(to, "Code")).await().atMost(DEADLINE);
  }

  private static Answer send(ForeignMailServer server, Map<String, String> options, TlsConfigurationRegistry named) {
    return server.client(VERTX, options, named, new MutableClock()).send(mail(ANN, "Code")).await().atMost(DEADLINE);
  }

  private static Map<String, String> and(Map<String, String> options, String name, String value) {
    var all = new HashMap<>(options);
    all.put(name, value);
    return all;
  }

  private static TlsConfigurationRegistry nothingNamed() {
    return named(Optional.empty());
  }

  private static TlsConfigurationRegistry believing(KeyStore authority) {
    return named(Optional.of(new BaseTlsConfiguration() {
      @Override
      public SSLContext createSSLContext() throws Exception {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authority);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
      }
    }));
  }

  private static TlsConfigurationRegistry named(Optional<TlsConfiguration> configuration) {
    return new TlsConfigurationRegistry() {
      @Override
      public Optional<TlsConfiguration> get(String name) {
        return configuration;
      }

      @Override
      public Optional<TlsConfiguration> getDefault() {
        return Optional.empty();
      }

      @Override
      public void register(String name, TlsConfiguration configuration) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static KeyStore selfSigned(Path file, String host) throws Exception {
    new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "mail",
        "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host, "-storetype", "PKCS12", "-storepass", PASSWORD,
        "-keystore", file.toString()).start().waitFor();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore both = KeyStore.getInstance("PKCS12");
    both.load(null, null);
    both.setKeyEntry("mail", keys.getKey("mail", PASSWORD.toCharArray()), PASSWORD.toCharArray(), keys.getCertificateChain("mail"));
    both.setCertificateEntry("authority", keys.getCertificate("mail"));
    return both;
  }

  private static SSLContext serving(KeyStore keys) throws Exception {
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
