package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.microprofile.config.Config;

/// A mail server with just the extensions that a test gives it (RFC 5321).
final class ForeignMailServer implements AutoCloseable {

  /// Instead of an answer to `RCPT`, the end of the connection.
  static final String HANGS_UP = "";
  /// Instead of an answer to `RCPT`, silence.
  static final String SAYS_NOTHING = "...";
  /// It refuses every recipient whose address begins so.
  static final String UNKNOWN = "unknown-";

  private static final TlsConfigurationRegistry NO_NAMES = new TlsConfigurationRegistry() {
    @Override
    public Optional<TlsConfiguration> get(String name) {
      return Optional.empty();
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

  private volatile List<String> extensions;
  private final Optional<SSLContext> tls;
  private volatile String answerToRecipient;
  private final ServerSocket socket;
  /// What was said to it, in order; `TLS` where the connection was sealed.
  final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger openConnections = new AtomicInteger();

  ForeignMailServer(List<String> extensions, Optional<SSLContext> tls, String answerToRecipient) {
    this.extensions = extensions;
    this.tls = tls;
    this.answerToRecipient = answerToRecipient;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    Thread.ofVirtual().start(this::accept);
  }

  static ForeignMailServer with(String... extensions) {
    return new ForeignMailServer(List.of(extensions), Optional.empty(), "250 OK");
  }

  void offers(String... names) {
    extensions = List.of(names);
  }

  void answersRecipients(String answer) {
    answerToRecipient = answer;
  }

  /// Ends every connection there is.
  void hangsUp() {
    clients.forEach(client -> {
      try {
        client.close();
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    });
  }

  String port() {
    return Integer.toString(socket.getLocalPort());
  }

  /// One that talks to it.
  SmtpClient client(Vertx vertx, Map<String, String> options) {
    return client(vertx, options, NO_NAMES, Clock.systemUTC());
  }

  SmtpClient client(Vertx vertx, Map<String, String> options, TlsConfigurationRegistry named, Clock clock) {
    return new SmtpClient(new MailServer("quarkus.mailer.", config(options), named), vertx, clock);
  }

  /// It as the only mail server.
  MailServers alone(Vertx vertx) {
    return new MailServers(config(Map.of()), NO_NAMES, vertx, Clock.systemUTC(), new SimpleMeterRegistry());
  }

  private Config config(Map<String, String> options) {
    var values = new HashMap<String, String>();
    options.forEach((name, value) -> values.put("quarkus.mailer." + name, value));
    values.put("quarkus.mailer.host", "localhost");
    values.put("quarkus.mailer.port", port());
    return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(values, "test", 100)).build();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    clients.add(client);
    connections.incrementAndGet();
    openConnections.incrementAndGet();
    try (Socket line = tls.isPresent() && !extensions.contains("STARTTLS") ? sealed(client) : client) {
      say(line, "220 foreign ESMTP");
      converse(line);
    } catch (IOException | UncheckedIOException left) {
      heard.add("LEFT");
    } finally {
      openConnections.decrementAndGet();
    }
  }

  private void converse(Socket client) throws IOException {
    var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      switch (line.split("[ :]")[0]) {
        case "EHLO" -> {
          say(client, "250-foreign");
          extensions.forEach(extension -> say(client, "250-" + extension));
          say(client, "250 HELP");
        }
        case "STARTTLS" -> {
          say(client, "220 Go ahead");
          converse(sealed(client));
          return;
        }
        case "AUTH" -> say(client, "235 Welcome");
        case "RCPT" -> {
          if (answerToRecipient.equals(HANGS_UP)) {
            return;
          }
          if (!answerToRecipient.equals(SAYS_NOTHING)) {
            say(client, line.startsWith("RCPT TO:<" + UNKNOWN) ? "550 5.1.1 No such mailbox" : answerToRecipient);
          }
        }
        case "DATA" -> {
          say(client, "354 Go ahead");
          for (String text = in.readLine(); !text.equals("."); text = in.readLine()) {
            heard.add(text);
          }
          say(client, "250 Taken");
        }
        case "QUIT" -> {
          say(client, "221 Bye");
          return;
        }
        default -> say(client, "250 OK");
      }
    }
  }

  private Socket sealed(Socket client) throws IOException {
    var sealed = (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(client, null, client.getPort(), false);
    sealed.setUseClientMode(false);
    sealed.startHandshake();
    heard.add("TLS");
    return sealed;
  }

  private static void say(Socket client, String line) {
    try {
      client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
