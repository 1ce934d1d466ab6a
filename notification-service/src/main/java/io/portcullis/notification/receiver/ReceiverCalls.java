package io.portcullis.notification.receiver;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Posts to receivers. Follows no redirect, and reads no more of an answer than its caller wants: the rest is not waited for.
public final class ReceiverCalls implements AutoCloseable {

  private static final Duration LONGEST_TRY = Duration.ofSeconds(15);
  private static final int CONNECT_MILLIS = 5_000;
  /// To one host. Callers bound what they have under way; here, a slow receiver would hold up another one on its host.
  private static final int MOST_CONNECTIONS = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NO_CONTENT = 204;

  private final ReceiverHosts hosts;
  private final HttpClient http;

  public ReceiverCalls(ReceiverHosts hosts, Vertx vertx) {
    this.hosts = hosts;
    http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(30)
        .setVerifyHost(true).setMaxRedirects(0), new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  @Override
  public void close() {
    http.close();
  }

  /// @param headers made when the call is
  /// @param complaint how many bytes are read of an answer 400; a longer one counts as empty
  public record Post(String url, Supplier<Map<String, String>> headers, Buffer body, int complaint) {}

  /// @param body       empty unless the status is 400
  /// @param retryAfter the field of that name
  public record Answer(int status, String body, Optional<String> retryAfter) {}

  /// The URL where one may be called there ([ReceiverHosts#parse]).
  public Optional<URI> parse(String url) {
    return hosts.parse(url);
  }

  public Uni<Answer> handle(Post post) {
    return Uni.createFrom().deferred(() -> {
      URI url = hosts.parse(post.url()).orElseThrow(ReceiverHosts.AddressNotAllowed::new);
      return hosts.resolve(url).chain(address -> Uni.createFrom().completionStage(() -> http.request(options(url, address, post))
          .compose(request -> request.send(post.body()).compose(answer -> read(request, answer, post.complaint())))
          .toCompletionStage()));
    }).ifNoItem().after(LONGEST_TRY).fail();
  }

  // The looked-up address is the one that is called; the name stays in `Host`, SNI and the certificate's check.
  private static RequestOptions options(URI url, InetAddress address, Post post) {
    boolean tls = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    var options = new RequestOptions().setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(url.getHost()).setPort(port).setSsl(tls).setURI(path(url)).setFollowRedirects(false).setTimeout(LONGEST_TRY.toMillis())
        .putHeader("User-Agent", "Portcullis");
    post.headers().get().forEach(options::putHeader);
    return options;
  }

  private static String path(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  // An answer without a body leaves the connection for the next call.
  private static Future<Answer> read(HttpClientRequest request, HttpClientResponse answer, int complaint) {
    int status = answer.statusCode();
    if (status == BAD_REQUEST && complaint > 0) {
      return complaint(request, answer, complaint);
    }
    if (!"0".equals(answer.getHeader("Content-Length")) && status != NO_CONTENT) {
      answer.exceptionHandler(_ -> {}); // of our own making
      request.reset();
    }
    return Future.succeededFuture(new Answer(status, "", Optional.ofNullable(answer.getHeader("Retry-After"))));
  }

  private static Future<Answer> complaint(HttpClientRequest request, HttpClientResponse answer, int most) {
    Promise<Answer> read = Promise.promise();
    var body = Buffer.buffer();
    answer.handler(piece -> {
      if (body.length() + piece.length() > most) {
        read.tryComplete(complaint(answer, ""));
        request.reset();
      } else {
        body.appendBuffer(piece);
      }
    });
    answer.endHandler(_ -> read.tryComplete(complaint(answer, body.toString(StandardCharsets.UTF_8))));
    answer.exceptionHandler(_ -> read.tryComplete(complaint(answer, "")));
    return read.future();
  }

  private static Answer complaint(HttpClientResponse answer, String body) {
    return new Answer(answer.statusCode(), body, Optional.empty());
  }
}
