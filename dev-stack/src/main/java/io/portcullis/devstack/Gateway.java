package io.portcullis.devstack;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One origin before the five services, as an installation's own gateway would be: it routes, drops what clients must
/// not say, asks session-service whether an access token still counts, and answers problems of its own making.
///
/// It is for development and tests; production puts Envoy or nginx in its place.
final class Gateway implements AutoCloseable {
  private static final int LARGEST_BODY = 64 * 1024;
  /// Where a claimant sends evidence of a recovery case.
  private static final String EVIDENCE = "/v1/recovery/cases/evidence";
  private static final int LARGEST_EVIDENCE = 7 * 1024 * 1024;
  private static final int LARGEST_HEADERS = 16 * 1024;
  private static final int CONNECTIONS_PER_INSTANCE = 256;
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int IDLE_SECONDS = 75;

  private final Vertx vertx;
  private final Pages pages = new Pages();
  private final Map<Service, Upstream> upstreams = new EnumMap<>(Service.class);
  private final Set<HttpConnection> ending = ConcurrentHashMap.newKeySet();

  private Gateway(Vertx vertx, Ports ports) {
    this.vertx = vertx;
    HttpClient client = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS).setKeepAliveTimeout(IDLE_SECONDS),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_INSTANCE));
    for (Service service : Service.values()) {
      upstreams.put(service, new Upstream(client, ports.service(service)));
    }
  }

  static Gateway start(Ports ports) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
    var gateway = new Gateway(vertx, ports);
    vertx.createHttpServer(new HttpServerOptions()
            .setHost("127.0.0.1").setPort(ports.gateway())
            .setMaxHeaderSize(LARGEST_HEADERS).setIdleTimeout(IDLE_SECONDS)
            .setHandle100ContinueAutomatically(true).setHttp2ClearTextEnabled(false))
        .connectionHandler(KnownVersions::require)
        .requestHandler(gateway::handle)
        .invalidRequestHandler(request -> refuse(request, GatewayProblem.MALFORMED_REQUEST))
        .listen().toCompletionStage().toCompletableFuture().join();
    return gateway;
  }

  /// Lets requests to `service` go to the instance at `port`, too.
  void add(Service service, int port) {
    upstreams.get(service).add(port);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void handle(HttpServerRequest request) {
    if (ending.contains(request.connection())) {
      return;
    }
    boolean certain = Framing.isCertain(request);
    if (!certain || request.headers().contains("Transfer-Encoding")) {
      end(request);
    }
    if (!certain) {
      refuse(request, GatewayProblem.MALFORMED_REQUEST);
      return;
    }
    Routes.serviceFor(request.path()).ifPresentOrElse(
        service -> LimitedBody.read(request, request.path().equals(EVIDENCE) ? LARGEST_EVIDENCE : LARGEST_BODY).onComplete(
            body -> pass(request, service, body),
            _ -> refuse(request, GatewayProblem.REQUEST_TOO_LARGE)),
        () -> {
          if (!pages.answer(request)) GatewayProblem.NOT_FOUND.answer(request.response());
        });
  }

  /// Makes this request the last of its connection. Another program may have read another end of it: Vert.x has dropped
  /// a Content-Length beside Transfer-Encoding, for one. What follows is perhaps half of its body (RFC 9112 §6.3), and
  /// Vert.x would hand over what it has decoded already, although the connection closes.
  private void end(HttpServerRequest request) {
    ending.add(request.connection());
    request.connection().closeHandler(_ -> ending.remove(request.connection()));
    request.response().putHeader("Connection", "close").endHandler(_ -> request.connection().close());
  }

  private void pass(HttpServerRequest request, Service service, Buffer body) {
    check(request)
        .compose(answer -> answer.isPresent() ? relay(answer.get(), request) : forward(request, service, body))
        .onFailure(_ -> GatewayProblem.UNAVAILABLE.answer(request.response()));
  }

  /// Asks session-service about an access token; an answer in hand is a refusal, to be passed on. Without a token
  /// there is nothing to ask: the service decides whether it needs one.
  private Future<Optional<HttpClientResponse>> check(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null || !request.path().startsWith("/v1/") || !isAccessToken(authorization)) {
      return Future.succeededFuture(Optional.empty());
    }
    return upstreams.get(Service.SESSION).open(HttpMethod.GET, "/check")
        .compose(check -> {
          check.putHeader("Authorization", authorization).putHeader("X-Forwarded-For", peer(request))
              .putHeader("X-Forwarded-Method", request.method().name()).putHeader("X-Forwarded-Uri", request.uri());
          check.headers().add("DPoP", request.headers().getAll("DPoP"));
          return check.send();
        })
        .compose(answer -> switch (answer.statusCode()) {
          case 200 -> answer.body().map(Optional.empty());
          case 401, 403 -> Future.succeededFuture(Optional.of(answer));
          default -> answer.body().compose(_ -> Future.failedFuture("the check answered " + answer.statusCode()));
        });
  }

  private static boolean isAccessToken(String authorization) {
    return authorization.regionMatches(true, 0, "Bearer ", 0, 7) || authorization.regionMatches(true, 0, "DPoP ", 0, 5);
  }

  private Future<Void> forward(HttpServerRequest request, Service service, Buffer body) {
    return upstreams.get(service).open(request.method(), request.uri())
        .compose(upstream -> {
          HeaderHygiene.toService(request.headers(), upstream.headers(), peer(request));
          request.response().exceptionHandler(_ -> upstream.reset());   // the client went away
            boolean bodyless = body.length() == 0 && request.getHeader("Content-Length") == null;
          return bodyless ? upstream.send() : upstream.send(body);
        })
        .compose(answer -> relay(answer, request));
  }

  private static Future<Void> relay(HttpClientResponse answer, HttpServerRequest request) {
    var response = request.response().setStatusCode(answer.statusCode());
    HeaderHygiene.toClient(answer.headers(), response.headers());
    if (!response.headers().contains("Content-Length") && mayHaveBody(request, answer)) {
      response.setChunked(true);
    }
    return answer.pipeTo(response);
  }

  private static boolean mayHaveBody(HttpServerRequest request, HttpClientResponse answer) {
    return request.method() != HttpMethod.HEAD && answer.statusCode() != 204 && answer.statusCode() != 304;
  }

  /// Also closes the connection, on which there may be more that nobody wants to read.
  private static void refuse(HttpServerRequest request, GatewayProblem problem) {
    request.response().putHeader("Connection", "close");
    problem.answer(request.response());
  }

  private static String peer(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }
}
