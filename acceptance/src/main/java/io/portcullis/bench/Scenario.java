package io.portcullis.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/// What each connection does again and again. Called on one thread only.
interface Scenario {
  String name();

  /// What `connection` sends next.
  Shot next(int connection);

  /// @return whether this was the answer hoped for; what the next shot needs of it is remembered
  boolean accepts(int connection, int status, Buffer body);

  /// @param port of the service itself: the dev stack's gateway is a tool for developers and not what is measured
  record Shot(HttpMethod method, int port, String path, MultiMap headers, Buffer body) {
    static Shot get(int port, String path, MultiMap headers) {
      return new Shot(HttpMethod.GET, port, path, headers, Buffer.buffer());
    }
  }
}
