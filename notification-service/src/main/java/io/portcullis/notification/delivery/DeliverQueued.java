package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Address;
import io.portcullis.notification.antiphishing.AntiPhishingCodes;
import io.portcullis.notification.delivery.Delivery.Envelope;
import io.portcullis.notification.letter.Letter;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The worker that sends what is queued. Any number of replicas may work side by side.
///
/// The anti-phishing code is read at the moment of sending, so a letter shows the one that holds then.
@ApplicationScoped
public class DeliverQueued {

  private static final Logger LOG = Logger.getLogger(DeliverQueued.class);

  /// Letters under way at once, as many as the mailer keeps connections; a slow provider holds no more than these.
  private static final int AT_ONCE = 10;
  private static final Duration LONGEST_TRY = Duration.ofSeconds(30);
  private static final Duration MEMORY = Duration.ofDays(30);

  private final Deliveries deliveries;
  private final AntiPhishingCodes codes;
  private final Map<Address.Channel, DeliveryChannel> channels;
  private final MeterRegistry metrics;

  /// All that follows is read and written on this context alone.
  private final Context context;
  private int underWay;
  private boolean claiming;
  private boolean wokenMeanwhile;

  DeliverQueued(Deliveries deliveries, AntiPhishingCodes codes, @All List<DeliveryChannel> channels, Vertx vertx,
      MeterRegistry metrics) {
    this.deliveries = deliveries;
    this.codes = codes;
    this.channels = channels.stream().collect(Collectors.toMap(DeliveryChannel::reaches, Function.identity()));
    this.metrics = metrics;
    context = vertx.getOrCreateContext();
  }

  /// Called after a commit that queued something; returns at once.
  public void wake() {
    context.runOnContext(_ -> fill());
  }

  // Brings postponed letters back, and those of a worker that died.
  @Scheduled(every = "2s", delayed = "2s")
  void poll() {
    wake();
  }

  @Scheduled(every = "1h", delayed = "5m")
  Uni<Void> forgetSettled() {
    return deliveries.forgetSettled(MEMORY);
  }

  private void fill() {
    int free = AT_ONCE - underWay;
    if (claiming || free == 0) {
      wokenMeanwhile = true;
      return;
    }
    claiming = true;
    wokenMeanwhile = false;
    deliveries.claim(free).subscribe().with(
        claimed -> context.runOnContext(_ -> begin(claimed, free)),
        failure -> context.runOnContext(_ -> {
          claiming = false;
          LOG.warnf("deliveries: nothing could be claimed, the poll will try again: %s", failure);
        }));
  }

  private void begin(List<Delivery> claimed, int asked) {
    claiming = false;
    underWay += claimed.size();
    claimed.forEach(delivery -> deliver(delivery).subscribe().with(
        _ -> context.runOnContext(_ -> finish()),
        failure -> context.runOnContext(_ -> {
          LOG.warnf("delivery %s: not settled, its lease will end: %s", delivery.id(), failure);
          finish();
        })));
    if (wokenMeanwhile || claimed.size() == asked) {
      fill();
    }
  }

  private void finish() {
    underWay--;
    if (wokenMeanwhile) {
      fill();
    }
  }

  private Uni<Void> deliver(Delivery delivery) {
    if (delivery.expired()) {
      return settled(delivery, "expired", deliveries.markFailed(delivery));
    }
    return Uni.createFrom().deferred(() -> send(delivery, deliveries.open(delivery)))
        .ifNoItem().after(LONGEST_TRY).fail()
        .map(_ -> Optional.<Throwable>empty())
        .onFailure().recoverWithItem(Optional::of)
        .chain(failure -> failure.isEmpty()
            ? settled(delivery, "sent", deliveries.markSent(delivery))
            : tryAgain(delivery, failure.get()));
  }

  private Uni<Void> send(Delivery delivery, Envelope envelope) {
    Letter letter = envelope.letter();
    Uni<Optional<String>> phrase = letter.account().map(codes::find)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    return phrase.chain(shown ->
        channels.get(delivery.channel()).send(delivery.id(), envelope.to(), letter, shown));
  }

  private Uni<Void> tryAgain(Delivery delivery, Throwable failure) {
    LOG.warnf("delivery %s: try %d failed: %s", delivery.id(), delivery.attempt(), describe(failure));
    return Backoff.after(delivery.attempt())
        .map(pause -> settled(delivery, "postponed", deliveries.postpone(delivery, pause)))
        .orElseGet(() -> settled(delivery, "failed", deliveries.markFailed(delivery)));
  }

  private Uni<Void> settled(Delivery delivery, String outcome, Uni<Void> settle) {
    return settle.invoke(() -> metrics.counter("portcullis.deliveries",
        "channel", delivery.channel().name().toLowerCase(Locale.ROOT), "outcome", outcome).increment());
  }

  // Providers quote addresses in their refusals: the code says enough.
  private static String describe(Throwable failure) {
    return failure instanceof SMTPException refusal
        ? "SMTP " + refusal.getReplyCode()
        : failure.getClass().getSimpleName();
  }
}
