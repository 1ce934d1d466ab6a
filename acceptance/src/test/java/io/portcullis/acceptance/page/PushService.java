package io.portcullis.acceptance.page;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A browser maker's push service: takes messages that it can't read.
final class PushService implements AutoCloseable {
  private final HttpServer server;
  private final List<byte[]> taken = new CopyOnWriteArrayList<>();

  PushService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.createContext("/", exchange -> {
      taken.add(exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(201, -1);
      exchange.close();
    });
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/push/1";
  }

  List<byte[]> taken() {
    return List.copyOf(taken);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
