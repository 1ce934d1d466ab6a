package io.portcullis.notification.push;

import io.portcullis.notification.receiver.ReceiverCalls;
import io.portcullis.notification.receiver.ReceiverCalls.Answer;
import io.portcullis.notification.receiver.ReceiverCalls.Post;
import io.portcullis.notification.receiver.ReceiverHosts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Calls the push services that the setting names. An endpoint comes from a browser, so it is an address of a stranger's choice.
@ApplicationScoped
class CallPushService {

  private final ReceiverCalls calls;

  CallPushService(PushConfig config, Vertx vertx) {
    calls = new ReceiverCalls(ReceiverHosts.withThoseBelow(config.hosts(), config.privateNetworks(), vertx), vertx);
  }

  @PreDestroy
  void close() {
    calls.close();
  }

  /// The endpoint where one may be called there.
  Optional<URI> parse(String endpoint) {
    return calls.parse(endpoint);
  }

  Uni<Answer> handle(String endpoint, Map<String, String> headers, byte[] body) {
    return calls.handle(new Post(endpoint, () -> headers, Buffer.buffer(body), 0));
  }
}
