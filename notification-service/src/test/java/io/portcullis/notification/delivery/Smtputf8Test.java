package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.core.Vertx;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail to addresses with letters beyond ASCII before the `@`, as a mail server hears it.
class Smtputf8Test {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final Vertx VERTX = Vertx.vertx();
  private static final String ZOE = "zo\u00eb@example.org";
  private static final String PASSWORD = "copper-lantern";

  @AfterAll
  static void end() {
    VERTX.closeAndAwait();
  }

  @Test
  void givenAServerWithSmtputf8_thenEnvelopeAndHeaderSayTheAddressAsItIs() {
    try (var server = ForeignMailServer.with("8BITMIME", "SMTPUTF8")) {
      assertThat(send(server, Map.of())).isEqualTo(Answer.TAKEN);
      assertThat(server.heard).contains("MAIL FROM:<security@portcullis.example> SMTPUTF8", "RCPT TO:<" + ZOE + ">", "To: " + ZOE,
          "Message-ID: <1@portcullis.example>", "..a line that begins with a dot");
      assertThat(server.heard.getLast()).isEqualTo("QUIT");
    }
  }

  @Test
  void givenAServerWithoutSmtputf8_thenItIsNotEvenTried() {
    try (var server = ForeignMailServer.with("8BITMIME")) {
      assertThat(send(server, Map.of())).isEqualTo(Answer.NO_SMTPUTF8);
      assertThat(server.heard).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void givenTheRecipientIsRefused_thenTheFailureHasTheCodeAndNotTheAddress() {
    try (var server = new ForeignMailServer(List.of("SMTPUTF8"), Optional.empty(), "550 no <" + ZOE + "> here")) {
      assertThatThrownBy(() -> send(server, Map.of())).hasCauseInstanceOf(SMTPException.class)
          .satisfies(failure -> assertThat(((SMTPException) failure.getCause()).getReplyCode()).isEqualTo(550))
          .satisfies(failure -> assertThat(failure.getCause()).message().doesNotContain(ZOE));
    }
  }

  @Test
  void eavesdropper_givenTlsIsRequired_whenTheServerHasNone_thenNothingIsSaidInClear() {
    try (var server = ForeignMailServer.with("SMTPUTF8", "AUTH PLAIN")) {
      assertThatThrownBy(() -> send(server, Map.of("start-tls", "REQUIRED", "username", "ann", "password", PASSWORD)));
      assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }

  @Test
  void eavesdropper_givenTls_thenTheServerMustBeTheOneItSays(@TempDir Path folder) throws Exception {
    var mailbox = Map.of("start-tls", "REQUIRED", "username", "ann", "password", PASSWORD);
    try (var server = new ForeignMailServer(List.of("SMTPUTF8", "STARTTLS", "AUTH PLAIN"), Optional.of(selfSigned(folder)), "250 OK")) {
      assertThatThrownBy(() -> send(server, mailbox));
      assertThat(server.heard).noneMatch(line -> line.startsWith("AUTH"));

      server.heard.clear();
      var believing = new HashMap<>(mailbox);
      believing.put("trust-all", "true");
      assertThat(send(server, believing)).isEqualTo(Answer.TAKEN);
      // RFC 4616: who acts, who is asked, the password.
      String proof = Base64.getEncoder().encodeToString(("ann\0ann\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
      assertThat(server.heard).containsSubsequence("STARTTLS", "TLS", "AUTH PLAIN " + proof, "RCPT TO:<" + ZOE + ">");
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
    return AskMailServer.complaint(server.client(VERTX, Map.of()).isOffered().await().atMost(DEADLINE));
  }

  private static Answer send(ForeignMailServer server, Map<String, String> options) {
    var mail = new MailMessage("Portcullis <security@portcullis.example>", ZOE, "Code", "One line\n.a line that begins with a dot\n")
        .setHeaders(MultiMap.caseInsensitiveMultiMap().add("Message-ID", "<1@portcullis.example>"));
    return server.client(VERTX, options).send(mail, "portcullis.example").await().atMost(DEADLINE);
  }

  private static SSLContext selfSigned(Path folder) throws Exception {
    Path file = folder.resolve("mail.p12");
    new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "mail",
        "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-storepass", PASSWORD,
        "-keystore", file.toString()).start().waitFor();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
