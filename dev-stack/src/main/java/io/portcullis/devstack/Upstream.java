package io.portcullis.devstack;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The instances of one service, asked in turn.
final class Upstream {
  private static final int RESPONSE_TIMEOUT_MILLIS = 30_000;

  private final HttpClient client;
  private final List<Integer> instances = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  Upstream(HttpClient client, int port) {
    this.client = client;
    instances.add(port);
  }

  void add(int port) {
    instances.add(port);
  }

  /// Opens a request to the next instance that takes a connection. Nothing has been sent until then, so going on
  /// to the next one never repeats an effect.
  Future<HttpClientRequest> open(HttpMethod method, String uri) {
    List<Integer> snapshot = List.copyOf(instances);
    return open(method, uri, snapshot, Math.floorMod(turn.getAndIncrement(), snapshot.size()), snapshot.size());
  }

  private Future<HttpClientRequest> open(HttpMethod method, String uri, List<Integer> ports, int index, int left) {
    var options = new RequestOptions().setMethod(method).setHost("127.0.0.1").setPort(ports.get(index)).setURI(uri)
        .setIdleTimeout(RESPONSE_TIMEOUT_MILLIS);
    Future<HttpClientRequest> opened = client.request(options);
    return left == 1 ? opened : opened.recover(_ -> open(method, uri, ports, (index + 1) % ports.size(), left - 1));
  }
}
