package io.portcullis.runtime.problem;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Closes a connection behind an answer, and has the answer arrive (RFC 9112 §9.6): TCP resets a connection that is
/// closed while bytes wait unread, and a reset takes from the client what it has not read yet. So the rest of the
/// request is read and dropped for a while.
@Singleton
class LingeringClose {

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final long MOST_BYTES = 4 << 20;

  private final Vertx vertx;
  private final Set<HttpConnection> ending = ConcurrentHashMap.newKeySet();

  LingeringClose(Vertx vertx) {
    this.vertx = vertx;
  }

  /// Has no further request of this connection processed. Vert.x hands over what it decoded before the connection closed.
  void endAfter(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    ending.add(connection);
    connection.closeHandler(_ -> ending.remove(connection));
  }

  boolean isEnding(HttpServerRequest request) {
    return !ending.isEmpty() && ending.contains(request.connection());
  }

  /// To be called when the request is answered. What it still sends is dropped.
  void close(HttpServerRequest request) {
    endAfter(request);
    HttpConnection connection = request.connection();
    if (request.isEnded()) {
      connection.close();
      return;
    }
    long limit = vertx.setTimer(LONGEST.toMillis(), _ -> connection.close());
    connection.closeHandler(_ -> {
      ending.remove(connection);
      vertx.cancelTimer(limit);
    });
    request.handler(_ -> {
      if (request.bytesRead() > MOST_BYTES) {
        connection.close();
      }
    }).endHandler(_ -> connection.close()).resume();
  }
}
