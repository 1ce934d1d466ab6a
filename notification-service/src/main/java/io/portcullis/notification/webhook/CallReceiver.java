package io.portcullis.notification.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.portcullis.notification.receiver.ReceiverCalls;
import io.portcullis.notification.receiver.ReceiverCalls.Answer;
import io.portcullis.notification.receiver.ReceiverCalls.Post;
import io.portcullis.notification.receiver.ReceiverHosts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One call, signed by the Standard Webhooks specification. Reads no body: a receiver's answer is its status.
@ApplicationScoped
class CallReceiver {

  private final ReceiverCalls calls;
  private final Clock clock;

  CallReceiver(WebhookConfig config, Vertx vertx, Clock clock) {
    calls = new ReceiverCalls(new ReceiverHosts(config.hosts(), config.privateNetworks(), vertx), vertx);
    this.clock = clock;
  }

  @PreDestroy
  void close() {
    calls.close();
  }

  boolean mayGoTo(String url) {
    return calls.parse(url).isPresent();
  }

  /// @param secrets each signs the call
  /// @return the status
  Uni<Integer> handle(String receiver, List<String> secrets, WebhookDeliveries.Due due) {
    return calls.handle(new Post(receiver, () -> headers(secrets, due), Buffer.buffer(due.body()), 0)).map(Answer::status);
  }

  private Map<String, String> headers(List<String> secrets, WebhookDeliveries.Due due) {
    long at = clock.instant().getEpochSecond();
    String id = due.event().toString();
    return Map.of("Content-Type", "application/json",
        Webhook.UNBRANDED_MSG_ID_KEY, id,
        Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(at),
        Webhook.UNBRANDED_MSG_SIGNATURE_KEY,
        secrets.stream().map(secret -> sign(secret, id, at, due.body())).collect(Collectors.joining(" ")));
  }

  static String sign(String secret, String id, long at, String body) {
    try {
      return new Webhook(secret).sign(id, at, body);
    } catch (WebhookSigningException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
