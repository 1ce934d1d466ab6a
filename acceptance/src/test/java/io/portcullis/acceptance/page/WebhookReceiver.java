package io.portcullis.acceptance.page;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Another system that is told by webhooks. Until it works it refuses what it is sent.
final class WebhookReceiver implements AutoCloseable {
  private static final int REFUSED = 503;
  private static final int TAKEN = 204;

  private final HttpServer server;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private volatile boolean works;

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      if (works && exchange.getRequestHeaders().containsKey("webhook-signature")) {
        taken.add(id);
      }
      exchange.sendResponseHeaders(works ? TAKEN : REFUSED, -1);
      exchange.close();
    });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  void works() {
    works = true;
  }

  /// Ids of the events that it took.
  List<String> taken() {
    return List.copyOf(taken);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
