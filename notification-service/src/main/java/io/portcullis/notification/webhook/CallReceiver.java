package io.portcullis.notification.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.smallrye.mutiny.Uni;
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
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// One call, signed by the Standard Webhooks specification. Follows no redirect, and reads no body: a receiver's answer is its status.
@ApplicationScoped
class CallReceiver {

  private static final Duration LONGEST_TRY = Duration.ofSeconds(15);
  private static final int CONNECT_MILLIS = 5_000;

  private final ReceiverHosts hosts;
  private final HttpClient http;
  private final Clock clock;

  CallReceiver(ReceiverHosts hosts, Vertx vertx, Clock clock) {
    this.hosts = hosts;
    this.clock = clock;
    http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(30)
        .setVerifyHost(true).setMaxRedirects(0), new PoolOptions().setHttp1MaxSize(4));
  }

  @PreDestroy
  void close() {
    http.close();
  }

  /// @param secrets each signs the call
  /// @return the status
  Uni<Integer> handle(String receiver, List<String> secrets, WebhookDeliveries.Due due) {
    return Uni.createFrom().deferred(() -> {
      URI url = hosts.parse(receiver).orElseThrow(ReceiverHosts.AddressNotAllowed::new);
      return hosts.resolve(url).chain(address ->
          Uni.createFrom().completionStage(() -> http.request(options(url, address, secrets, due))
              .compose(request -> request.send(Buffer.buffer(due.body())).map(answer -> status(request, answer))).toCompletionStage()));
    }).ifNoItem().after(LONGEST_TRY).fail();
  }

  // The looked-up address is the one that is called; the name stays in `Host`, SNI and the certificate's check.
  private RequestOptions options(URI url, InetAddress address, List<String> secrets, WebhookDeliveries.Due due) {
    boolean tls = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    long at = clock.instant().getEpochSecond();
    String id = due.event().toString();
    return new RequestOptions().setMethod(HttpMethod.POST).setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(url.getHost()).setPort(port).setSsl(tls).setURI(path(url)).setFollowRedirects(false).setTimeout(LONGEST_TRY.toMillis())
        .putHeader("Content-Type", "application/json").putHeader("User-Agent", "Portcullis")
        .putHeader(Webhook.UNBRANDED_MSG_ID_KEY, id).putHeader(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(at))
        .putHeader(Webhook.UNBRANDED_MSG_SIGNATURE_KEY, secrets.stream().map(secret -> sign(secret, id, at, due.body()))
            .collect(Collectors.joining(" ")));
  }

  private static String path(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  static String sign(String secret, String id, long at, String body) {
    try {
      return new Webhook(secret).sign(id, at, body);
    } catch (WebhookSigningException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // An answer without a body leaves the connection for the next call; whatever else it says is not waited for.
  private static int status(HttpClientRequest request, HttpClientResponse answer) {
    if (!"0".equals(answer.getHeader("Content-Length")) && answer.statusCode() != 204) {
      answer.exceptionHandler(_ -> {}); // the reset is ours, and no error to log
      request.reset();
    }
    return answer.statusCode();
  }
}
