package io.portcullis.acceptance.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Stands in for a service: remembers what reached it and answers its own name. `/check` answers as it is told.
final class Echo implements AutoCloseable {

  private final String name;
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Check check = new Check(200, Map.of());

  /// @param headers by name, in any case
  record Request(String method, String uri, Map<String, List<String>> headers, int bodyLength) {

    List<String> header(String header) {
      return headers.getOrDefault(header, List.of());
    }
  }

  record Check(int status, Map<String, String> headers) {}

  Echo(String name) throws IOException {
    this.name = name;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void checkAnswers(int status, Map<String, String> headers) {
    check = new Check(status, headers);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  void forget() {
    requests.clear();
    checkAnswers(200, Map.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(exchange.getRequestHeaders());
      requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body.length));
      boolean isCheck = exchange.getRequestURI().getPath().equals("/check");
      if (isCheck) {
        check.headers().forEach((header, value) -> exchange.getResponseHeaders().set(header, value));
      }
      byte[] answer = name.getBytes();
      exchange.sendResponseHeaders(isCheck ? check.status() : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
