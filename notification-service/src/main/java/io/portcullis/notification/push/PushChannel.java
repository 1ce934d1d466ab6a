package io.portcullis.notification.push;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.delivery.Channel;
import io.portcullis.notification.delivery.Delivery;
import io.portcullis.notification.delivery.DeliveryChannel;
import io.portcullis.notification.delivery.Destination;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.push.PushSubscriptions.Found;
import io.portcullis.notification.receiver.ReceiverCalls;
import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Alerts by Web Push (RFC 8030).
@ApplicationScoped
class PushChannel implements DeliveryChannel {

  /// The longest notice fits, in letters of three bytes each. All have this length: it tells the push service nothing.
  private static final int LENGTH = 2048;
  private static final int TOPIC_BYTES = 24;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int TOO_LARGE = 413;

  private final PushSubscriptions subscriptions;
  private final PushEncryption encryption;
  private final PushKeys keys;
  private final CallPushService call;
  private final KeyedDigest topics;
  private final ObjectMapper json;
  private final Vertx vertx;
  private final Clock clock;

  PushChannel(PushSubscriptions subscriptions, PushEncryption encryption, PushKeys keys, CallPushService call, KeyRing ring,
      ObjectMapper json, Vertx vertx, Clock clock) {
    this.subscriptions = subscriptions;
    this.encryption = encryption;
    this.keys = keys;
    this.call = call;
    this.topics = ring.digestFor("push-topic");
    this.json = json;
    this.vertx = vertx;
    this.clock = clock;
  }

  @Override
  public Channel reaches() {
    return Channel.PUSH;
  }

  @Override
  public Uni<Answer> send(Delivery delivery, Destination to, Letter letter, Optional<String> phrase) {
    UUID id = UUID.fromString(to.value());
    AccountId account = letter.account().orElseThrow();
    return subscriptions.find(id, account).chain(either(
        browser -> send(delivery, new Recipient(id, account, browser), letter),
        () -> now(new Answer.Refused("subscription-ended"))));
  }

  private record Recipient(UUID id, AccountId account, Found browser) {}

  private Uni<Answer> send(Delivery delivery, Recipient to, Letter letter) {
    Optional<URI> endpoint = call.parse(to.browser().target().endpoint());
    if (endpoint.isEmpty()) {
      return now(new Answer.Refused("host-not-allowed"));
    }
    // No push service takes another key than the one that the subscription was made for.
    return keys.knows(to.browser().keyedTo())
        ? vertx.executeBlocking(() -> write(delivery, to, endpoint.get(), letter), false)
            .chain(request -> call.handle(to.browser().target().endpoint(), request.headers(), request.body()))
            .chain(answer -> read(answer, to))
        : ended(to, "key-retired");
  }

  private record Request(Map<String, String> headers, byte[] body) {}

  private Request write(Delivery delivery, Recipient to, URI endpoint, Letter letter) {
    Duration ttl = Duration.between(clock.instant(), delivery.expires());
    var headers = new HashMap<>(Map.of("Authorization", keys.authorization(to.browser().keyedTo(), endpoint),
        "Content-Type", "application/octet-stream", "Content-Encoding", "aes128gcm",
        "TTL", Long.toString(Math.max(0, ttl.toSeconds())), "Urgency", delivery.purpose() == Purpose.URGENT ? "high" : "normal"));
    Optional<String> topic = topic(delivery, to.id(), letter);
    topic.ifPresent(name -> headers.put("Topic", name));
    PushNotice notice = PushNotice.of(delivery.kind(), letter, topic.orElseGet(() -> delivery.id().toString()));
    return new Request(headers,
        encryption.encrypt(write(notice), LENGTH, to.browser().target().key(), to.browser().target().secretBytes()));
  }

  // While a browser is away, the newest of its kind stands for all of them (RFC 8030 §5.4). Not so an urgent one: a thief would bury
  // one withdrawal under the next. The push service reads the topic, so each browser has others, and they name no kind.
  private Optional<String> topic(Delivery delivery, UUID subscription, Letter letter) {
    return delivery.purpose() == Purpose.URGENT ? Optional.empty() : Optional.of(Base64Url.encode(Arrays.copyOf(
        topics.bytes(utf8(subscription.toString()), utf8(delivery.kind()), utf8(letter.brief())), TOPIC_BYTES)));
  }

  // RFC 8030 §7.3 for 404 and 410. What else is refused may be our own settings' fault: the subscription stays.
  private Uni<Answer> read(ReceiverCalls.Answer answer, Recipient to) {
    int status = answer.status();
    if (status / 100 == 2) {
      return now(Answer.TAKEN);
    }
    return switch (status) {
      case NOT_FOUND, GONE -> ended(to, "subscription-ended");
      case BAD_REQUEST, TOO_LARGE -> now(new Answer.Refused("status-" + status));
      default -> now(new Answer.NotNow(RetryAfter.read(answer.retryAfter(), clock.instant()), "status " + status));
    };
  }

  private Uni<Answer> ended(Recipient to, String reason) {
    return subscriptions.end(to.id(), to.account()).replaceWith(new Answer.Refused(reason));
  }

  private byte[] write(PushNotice notice) {
    try {
      return json.writeValueAsBytes(notice);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
