package io.portcullis.devstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The inbox over HTTP, for people (`GET /`) and for tests (`GET`, `DELETE /messages`), and the double of an SMS
/// provider (`POST /sms`).
final class InboxServer implements AutoCloseable {
  private static final int LARGEST_SMS_REQUEST = 16 * 1024;

  private final Inbox inbox;
  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  InboxServer(Ports ports, Inbox inbox, Clock clock) throws IOException {
    this.inbox = inbox;
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", ports.inbox()), 0);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
  }

  void start() {
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
        case "GET /" -> page(exchange);
        case "GET /messages" -> answer(exchange, 200, messages(exchange).encode());
        case "DELETE /messages" -> {
          inbox.clear();
          exchange.sendResponseHeaders(204, -1);
        }
        case "POST /sms" -> sms(exchange);
        default -> answer(exchange, 404, new JsonObject().put("title", "Not found").encode());
      }
    }
  }

  private JsonArray messages(HttpExchange exchange) {
    var json = new JsonArray();
    inbox.messages(parameter(exchange, "to")).forEach(message -> json.add(message.toJson()));
    return json;
  }

  private void sms(HttpExchange exchange) throws IOException {
    JsonObject sms;
    try {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_SMS_REQUEST);
      sms = new JsonObject(new String(body, StandardCharsets.UTF_8));
    } catch (DecodeException _) {
      sms = new JsonObject();
    }
    if (!(sms.getValue("to") instanceof String to) || !(sms.getValue("body") instanceof String body)) {
      answer(exchange, 400, new JsonObject().put("title", "Wants {\"to\", \"body\"}").encode());
      return;
    }
    String id = UUID.randomUUID().toString();
    inbox.add(new InboxMessage(id, InboxMessage.Channel.SMS, to, null, body, null, Map.of(), clock.instant()));
    answer(exchange, 202, new JsonObject().put("id", id).encode());
  }

  private static void page(HttpExchange exchange) throws IOException {
    try (InputStream page = InboxServer.class.getResourceAsStream("inbox.html")) {
      byte[] body = page.readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Optional<String> parameter(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).stream()
        .flatMap(query -> Arrays.stream(query.split("&")))
        .filter(pair -> pair.startsWith(name + "="))
        // A phone number's plus sign is often sent bare; as a space it would match nobody.
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1).replace("+", "%2B"), StandardCharsets.UTF_8))
        .findFirst();
  }
}
