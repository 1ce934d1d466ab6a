package io.portcullis.notification.sharedsignals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.notification.receiver.ReceiverCalls;
import io.portcullis.notification.receiver.ReceiverCalls.Answer;
import io.portcullis.notification.receiver.ReceiverCalls.Post;
import io.portcullis.notification.receiver.ReceiverHosts;
import io.portcullis.notification.sharedsignals.PushLeases.Target;
import io.portcullis.notification.sharedsignals.QueuedSets.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One push (RFC 8935 §2).
@ApplicationScoped
class PushToken {

  private static final int LONGEST_COMPLAINT = 4096;
  private static final int BAD_REQUEST = 400;
  /// Errors of RFC 8935 §2.4 and SSF 1.0 §8.1.4.1 about one token. The other ones of RFC 8935 are about its receiver's keys and
  /// rights: the next token would fare no better.
  private static final Set<String> ABOUT_THIS_TOKEN = Set.of("invalid_request", "invalid_issuer", "invalid_audience", "invalid_state");

  private final ReceiverCalls calls;
  private final SigningKeys keys;
  private final EventStreams streams;
  private final ObjectMapper json;

  PushToken(SharedSignalsConfig config, SigningKeys keys, EventStreams streams, ObjectMapper json, Vertx vertx) {
    calls = new ReceiverCalls(new ReceiverHosts(config.hosts(), config.privateNetworks(), vertx), vertx);
    this.keys = keys;
    this.streams = streams;
    this.json = json;
  }

  @PreDestroy
  void close() {
    calls.close();
  }

  sealed interface Pushed {
    record Taken() implements Pushed {}

    /// @param error by which the receiver refused this token
    record Refused(String error) implements Pushed {}

    /// @param answer a status, or the kind of the failure: what else a receiver writes is not kept
    record Failed(String answer) implements Pushed {}
  }

  /// Whether events may be pushed there. A query could hold a secret, which has a place of its own (`authorization_header`).
  boolean mayGoTo(String url, Receiver receiver) {
    return calls.parse(url).filter(parsed -> parsed.getRawQuery() == null)
        .filter(parsed -> receiver.pushHost().filter(parsed.getHost()::equalsIgnoreCase).isPresent()).isPresent();
  }

  Uni<Pushed> handle(UUID stream, Target target, Outgoing token) {
    Optional<String> authorization = target.authorization().map(sealed -> streams.openAuthorization(stream, sealed));
    return keys.sign(List.of(token.claims()))
        .chain(signed -> calls.handle(new Post(target.url(), () -> headers(authorization), Buffer.buffer(signed.getFirst()), LONGEST_COMPLAINT)))
        .map(this::pushed)
        .onFailure().recoverWithItem(failure -> new Pushed.Failed(failure.getClass().getSimpleName()));
  }

  private static Map<String, String> headers(Optional<String> authorization) {
    var headers = new HashMap<>(Map.of("Content-Type", "application/secevent+jwt", "Accept", "application/json"));
    authorization.ifPresent(value -> headers.put("Authorization", value));
    return headers;
  }

  private Pushed pushed(Answer answer) {
    if (answer.status() / 100 == 2) {
      return new Pushed.Taken();
    }
    Optional<String> error = answer.status() == BAD_REQUEST ? error(answer.body()) : Optional.empty();
    return error.<Pushed>map(Pushed.Refused::new).orElseGet(() -> new Pushed.Failed(Integer.toString(answer.status())));
  }

  private Optional<String> error(String body) {
    try {
      return Optional.ofNullable(json.readTree(body)).map(said -> said.path("err").asText()).filter(ABOUT_THIS_TOKEN::contains);
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }
}
