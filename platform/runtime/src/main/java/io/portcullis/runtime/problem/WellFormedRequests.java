package io.portcullis.runtime.problem;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/// Refuses, with a problem, requests whose address, host or length two programs could read differently.
///
/// - The request line's address has the form of one ([AddressForm]). The framework would throw on some, and cut off or
///   repair others.
/// - HTTP/1.1 has one `Host` (RFC 9112 §3.2), which has the form of one.
/// - `Transfer-Encoding` is `chunked` and nothing else. Netty has dropped a `Content-Length` beside it by now, so the
///   connection closes after every chunked request (RFC 9112 §6.3): whatever a gateway took for part of its body must
///   not become another customer's request here.
///
/// What Netty itself can't parse, such as two lengths that differ, Vert.x answers with an empty 400 and closes.
/// A version other than HTTP/1.0 and 1.1 it answers with an empty 501. Quarkus leaves no way in there; gateways refuse both.
@Singleton
class WellFormedRequests {

  /// Ahead of all other handlers, some of which ask for the host or take the address apart.
  private static final int FIRST = Integer.MIN_VALUE;
  /// Of the two that come first, behind the one that sets the headers of every answer.
  private static final int SECOND_TO_REGISTER = 2;
  private static final String CHUNKED = "chunked";

  private final ProblemWriter problems;
  private final LingeringClose lingering;

  WellFormedRequests(ProblemWriter problems, LingeringClose lingering) {
    this.problems = problems;
    this.lingering = lingering;
  }

  void register(@Observes @Priority(SECOND_TO_REGISTER) Router router) {
    router.route().order(FIRST).handler(this::check).failureHandler(this::failed);
    router.errorHandler(HouseProblem.MALFORMED_REQUEST.status(),
        context -> refuse(context.request(), HouseProblem.MALFORMED_REQUEST));
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (lingering.isEnding(request)) {
      return;
    }
    boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (!AddressForm.isAddress(request.uri()) || !hasOneHost(request) || chunked && !isChunkedAlone(request)) {
      refuse(request, HouseProblem.MALFORMED_REQUEST);
      return;
    }
    if (chunked) {
      lingering.endAfter(request);
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      context.addEndHandler(_ -> lingering.close(request));
    }
    context.next();
  }

  private void refuse(HttpServerRequest request, HouseProblem problem) {
    problems.answerAndClose(request, Problem.of(problem));
  }

  /// What the router itself refuses, before any handler: no host, or an address that it can't take apart, such as `*`.
  private void failed(RoutingContext context) {
    if (context.statusCode() == HouseProblem.MALFORMED_REQUEST.status()) {
      refuse(context.request(), HouseProblem.MALFORMED_REQUEST);
    } else if (context.statusCode() == HouseProblem.NOT_FOUND.status() && context.failure() == null) {
      refuse(context.request(), HouseProblem.NOT_FOUND);
    } else {
      context.next();
    }
  }

  private static boolean hasOneHost(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    return hosts.size() == 1 && AddressForm.isHost(hosts.getFirst())
        || hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_0;
  }

  private static boolean isChunkedAlone(HttpServerRequest request) {
    MultiMap headers = request.headers();
    List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase(CHUNKED) && request.version() == HttpVersion.HTTP_1_1
        && !headers.contains(HttpHeaders.CONTENT_LENGTH);
  }
}
