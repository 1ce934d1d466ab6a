package io.portcullis.devstack;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/// What the gateway itself must refuse, in the words that the services use (RFC 9457).
enum GatewayProblem {
  MALFORMED_REQUEST(400, "malformed-request", "The request could not be read"),
  NOT_FOUND(404, "not-found", "There is nothing here"),
  REQUEST_TOO_LARGE(413, "request-too-large", "The request is too large"),
  UNAVAILABLE(503, "unavailable", "The service is briefly unavailable");

  private static final String RETRY_AFTER_SECONDS = "2";

  private final int status;
  private final String slug;
  private final String title;

  GatewayProblem(int status, String slug, String title) {
    this.status = status;
    this.slug = slug;
    this.title = title;
  }

  void answer(HttpServerResponse response) {
    if (response.headWritten() || response.closed()) {
      response.reset();   // half an answer is out: the client must see that it broke off
      return;
    }
    if (this == UNAVAILABLE) {
      response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    response.setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(new JsonObject().put("type", "urn:portcullis:problem:" + slug).put("title", title).put("status", status).toBuffer());
  }
}
