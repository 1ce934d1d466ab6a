package io.portcullis.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/// What each connection does again and again. Called on one thread only.
interface Scenario {
  String name();

  /// What `connection` sends next.
  Shot next(int connection);

  /// Looks at the answer to the last shot, and remembers what the next one needs of it.
  Outcome accepts(int connection, int status, Buffer body);

  /// What an answer means for the whole that is measured, such as one sign-in of two requests.
  enum Outcome {
    DONE, GO_ON, FAILED;

    static Outcome doneIf(boolean asHoped) {
      return asHoped ? DONE : FAILED;
    }
  }

  /// @param port of the service itself: the dev stack's gateway is a tool for developers and not what is measured
  record Shot(HttpMethod method, int port, String path, MultiMap headers, Buffer body) {
    static Shot get(int port, String path, MultiMap headers) {
      return new Shot(HttpMethod.GET, port, path, headers, Buffer.buffer());
    }
  }
}
