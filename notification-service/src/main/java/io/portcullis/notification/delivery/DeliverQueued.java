package io.portcullis.notification.delivery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.budget.TextBudget;
import io.portcullis.notification.delivery.Delivery.Envelope;
import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.portcullis.notification.budget.TextBudget.Admission;
import io.portcullis.notification.budget.TextBudget.Refusal;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.metric.Histograms;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.Logger;

/// The worker that sends what is queued. Any number of replicas may work side by side.
///
/// The anti-phishing code is read at the moment of sending, so a letter shows the one that holds then.
@Startup
@ApplicationScoped
public class DeliverQueued {

  private static final Logger LOG = Logger.getLogger(DeliverQueued.class);

  /// Letters under way at once in a lane; a slow provider holds no more than these.
  private static final int AT_ONCE = 10;
  private static final Duration LONGEST_TRY = Duration.ofSeconds(30);
  private static final Duration MEMORY = Duration.ofDays(30);
  private static final double SPREAD = 0.2;

  private final Deliveries deliveries;
  private final ShownPhrase phrase;
  private final TextBudget textBudget;
  private final RefusedTexts refusedTexts;
  private final SecureRandom random;
  private final Map<Channel, DeliveryChannel> channels;
  private final Map<Channel, Outcomes<Outcome>> outcomes = new EnumMap<>(Channel.class);
  private final Map<Channel, Timer> taken = new EnumMap<>(Channel.class);

  private enum Outcome { SENT, POSTPONED, BUNDLED, REFUSED, FAILED, EXPIRED }

  private final List<Lane> lanes;

  DeliverQueued(Deliveries deliveries, ShownPhrase phrase, TextBudget textBudget, RefusedTexts refusedTexts, SecureRandom random,
      @All List<DeliveryChannel> channels, Vertx vertx, MeterRegistry metrics) {
    this.deliveries = deliveries;
    this.phrase = phrase;
    this.textBudget = textBudget;
    this.refusedTexts = refusedTexts;
    this.random = random;
    this.channels = channels.stream().collect(Collectors.toMap(DeliveryChannel::reaches, Function.identity()));
    for (Channel channel : Channel.values()) {
      var tag = Tags.of("channel", Outcomes.kebab(channel));
      outcomes.put(channel, new Outcomes<>(
          metrics, "portcullis.deliveries", "outcome", EnumSet.allOf(Outcome.class), Outcomes::kebab, tag));
      taken.put(channel, Histograms.timer("portcullis.delivery").tags(tag).register(metrics));
    }
    Context context = vertx.getOrCreateContext();
    lanes = Stream.of(EnumSet.of(Channel.EMAIL, Channel.SMS), EnumSet.of(Channel.PUSH))
        .map(lane -> new Lane(lane, AT_ONCE, context, deliveries::claim, this::deliver)).toList();
  }

  /// Called after a commit that queued something; returns at once.
  public void wake() {
    lanes.forEach(Lane::wake);
  }

  // Brings postponed letters back, and those of a worker that died.
  @Scheduled(every = "2s", delayed = "2s")
  void poll() {
    wake();
  }

  @Scheduled(every = "1h", delayed = "5m")
  Uni<Void> forgetSettled() {
    return deliveries.forgetSettled(MEMORY).chain(textBudget::forgetOld);
  }

  private Uni<Void> deliver(Delivery delivery) {
    if (deliveries.isOver(delivery)) {
      return settled(delivery, Outcome.EXPIRED, deliveries.markFailed(delivery));
    }
    return Uni.createFrom().deferred(() -> sendIfAdmitted(delivery, deliveries.open(delivery)))
        .ifNoItem().after(LONGEST_TRY).fail()
        .onFailure().recoverWithItem(Tried.Failed::new)
        .chain(tried -> switch (tried) {
          case Tried.Answered(Answer.Taken()) -> {
            taken.get(delivery.channel()).record(deliveries.sinceWanted(delivery));
            yield settled(delivery, Outcome.SENT, deliveries.markSent(delivery));
          }
          case Tried.Answered(Answer.Refused(var reason)) -> {
            // A browser goes by itself. Mail that can't be sent is for an operator to mend.
            LOG.logf(delivery.channel() == Channel.PUSH ? Level.INFO : Level.ERROR, "delivery %s: %s refused: %s", delivery.id(),
                delivery.channel(), reason);
            yield settled(delivery, Outcome.REFUSED, deliveries.markRefused(delivery, reason));
          }
          case Tried.Answered(Answer.NotNow(var pause, var why)) -> tryAgain(delivery, pause, why);
          case Tried.NotAdmitted(var refusal, var envelope) -> refusal != Refusal.NUMBER_NOT_SUPPORTED && RefusedTexts.areOwed(delivery.purpose())
              ? waitForRoom(delivery, envelope)
              : settled(delivery, Outcome.REFUSED, deliveries.markRefused(delivery, refusal.column()));
          case Tried.Failed(Throwable failure) -> tryAgain(delivery, Duration.ZERO, describe(failure));
        });
  }

  private sealed interface Tried {

    record Answered(Answer answer) implements Tried {}

    record NotAdmitted(Refusal refusal, Envelope envelope) implements Tried {}

    record Failed(Throwable failure) implements Tried {}
  }

  private Uni<Tried> sendIfAdmitted(Delivery delivery, Envelope envelope) {
    return switch (delivery.channel()) {
      case EMAIL, PUSH -> send(delivery, envelope);
      case SMS -> textBudget.reserve(delivery.id(), envelope.to().value(), delivery.purpose(),
              envelope.letter().account())
          .chain(admission -> switch (admission) {
            case Admission.Admitted() -> send(delivery, envelope);
            case Admission.Refused(Refusal refusal) -> now(new Tried.NotAdmitted(refusal, envelope));
          });
    };
  }

  private Uni<Tried> send(Delivery delivery, Envelope envelope) {
    Letter letter = envelope.letter();
    return phrase.in(letter, delivery.purpose(), envelope.to()).chain(shown ->
        channels.get(delivery.channel()).send(delivery, envelope.to(), letter, shown)).<Tried>map(Tried.Answered::new);
  }

  private Uni<Void> waitForRoom(Delivery delivery, Envelope envelope) {
    return refusedTexts.handle(delivery, envelope).invoke(fate -> outcomes.get(delivery.channel()).count(switch (fate) {
      case WAITS -> Outcome.POSTPONED;
      case BUNDLED -> Outcome.BUNDLED;
    })).replaceWithVoid();
  }

  private Uni<Void> tryAgain(Delivery delivery, Duration atLeast, String why) {
    LOG.warnf("delivery %s: try %d failed: %s", delivery.id(), delivery.attempt(), why);
    return Backoff.after(delivery.attempt())
        .map(pause -> pause.compareTo(atLeast) < 0 ? atLeast : pause)
        .map(pause -> settled(delivery, Outcome.POSTPONED, deliveries.postpone(delivery, spread(pause))))
        .orElseGet(() -> settled(delivery, Outcome.FAILED, deliveries.markFailed(delivery)));
  }

  // A provider refuses thousands within a second. They do not come back within one.
  private Duration spread(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * SPREAD * random.nextDouble()));
  }

  private Uni<Void> settled(Delivery delivery, Outcome outcome, Uni<Void> settle) {
    return settle.invoke(() -> outcomes.get(delivery.channel()).count(outcome));
  }

  // Providers quote addresses in their refusals: the code says enough.
  private static String describe(Throwable failure) {
    return failure instanceof MailRefusal refusal ? refusal.getMessage() : failure.getClass().getSimpleName();
  }
}
