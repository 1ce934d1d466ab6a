package io.portcullis.devstack;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/// Reads a request's body whole, but never more than a limit, whatever its headers promise.
final class LimitedBody {
  private LimitedBody() {}

  /// Fails when the body is larger than `limit` bytes or breaks off.
  static Future<Buffer> read(HttpServerRequest request, int limit) {
    if (declares(request, limit)) {
      return Future.failedFuture("declared too large");
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(piece -> {
      if (body.length() + piece.length() > limit) {
        request.handler(_ -> {});   // read on without keeping, so that the answer gets through
        whole.tryFail("too large");
      } else {
        body.appendBuffer(piece);
      }
    });
    request.endHandler(_ -> whole.tryComplete(body));
    request.exceptionHandler(whole::tryFail);
    return whole.future();
  }

  private static boolean declares(HttpServerRequest request, int limit) {
    String length = request.getHeader("Content-Length");
    // Ten digits and more need no parsing to be too many.
    return length != null && (length.length() > 9 || Long.parseLong(length) > limit);
  }
}
