package io.portcullis.session.check;

import io.portcullis.runtime.token.Customer;
import io.portcullis.session.apikey.ApiKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/// Who it is, for the service behind the gateway. Always all of them, so that a gateway which copies them overwrites what a client
/// made up. What does not apply is empty.
final class IdentityHeaders {

  private static final CharSequence ACCOUNT = HttpHeaders.createOptimized("X-Portcullis-Account");
  private static final CharSequence SESSION = HttpHeaders.createOptimized("X-Portcullis-Session");
  private static final CharSequence ACR = HttpHeaders.createOptimized("X-Portcullis-Acr");
  private static final CharSequence AMR = HttpHeaders.createOptimized("X-Portcullis-Amr");
  private static final CharSequence SCOPE = HttpHeaders.createOptimized("X-Portcullis-Scope");
  private static final CharSequence API_KEY = HttpHeaders.createOptimized("X-Portcullis-Api-Key");
  private static final CharSequence CONTENT_DIGEST = HttpHeaders.createOptimized("X-Portcullis-Content-Digest");

  private IdentityHeaders() {}

  static void customer(HttpServerResponse response, Customer customer) {
    response
        .putHeader(ACCOUNT, customer.account().toString())
        .putHeader(SESSION, customer.session().toString())
        .putHeader(ACR, customer.acr())
        .putHeader(AMR, String.join(" ", customer.amr()))
        .putHeader(SCOPE, String.join(" ", customer.scope()))
        .putHeader(API_KEY, "")
        .putHeader(CONTENT_DIGEST, "");
  }

  /// @param digest of the body, which the service compares with what it reads
  static void apiKey(HttpServerResponse response, ApiKey key, String amr, String digest) {
    response
        .putHeader(ACCOUNT, key.id().account().toString())
        .putHeader(SESSION, "")
        .putHeader(ACR, "")
        .putHeader(AMR, amr)
        .putHeader(SCOPE, String.join(" ", key.scopes()))
        .putHeader(API_KEY, key.id().key().toString())
        .putHeader(CONTENT_DIGEST, digest);
  }
}
