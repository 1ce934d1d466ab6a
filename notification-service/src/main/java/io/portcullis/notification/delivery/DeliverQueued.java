package io.portcullis.notification.delivery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.antiphishing.AntiPhishingCodes.Phrase;
import io.portcullis.notification.antiphishing.AntiPhishingCodes;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.budget.TextBudget;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.notification.delivery.Delivery.Envelope;
import io.portcullis.notification.budget.TextBudget.Admission;
import io.portcullis.notification.budget.TextBudget.Refusal;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Histograms;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The worker that sends what is queued. Any number of replicas may work side by side.
///
/// The anti-phishing code is read at the moment of sending, so a letter shows the one that holds then. It is shown to the
/// account's own proved addresses alone, whatever the letter: here is the one place where that is seen to.
@Startup
@ApplicationScoped
public class DeliverQueued {

  private static final Logger LOG = Logger.getLogger(DeliverQueued.class);

  /// Letters under way at once, as many as the mailer keeps connections; a slow provider holds no more than these.
  private static final int AT_ONCE = 10;
  private static final Duration LONGEST_TRY = Duration.ofSeconds(30);
  private static final Duration MEMORY = Duration.ofDays(30);

  private final Deliveries deliveries;
  private final AntiPhishingCodes codes;
  private final Contacts contacts;
  private final TextBudget textBudget;
  private final Postgres postgres;
  private final Map<Address.Channel, DeliveryChannel> channels;
  private final Map<Address.Channel, Outcomes<Outcome>> outcomes = new EnumMap<>(Address.Channel.class);
  private final Map<Address.Channel, Timer> taken = new EnumMap<>(Address.Channel.class);

  private enum Outcome { SENT, POSTPONED, REFUSED, FAILED, EXPIRED }

  /// All that follows is read and written on this context alone.
  private final Context context;
  private int underWay;
  private boolean claiming;
  private boolean wokenMeanwhile;

  DeliverQueued(Deliveries deliveries, AntiPhishingCodes codes, Contacts contacts, TextBudget textBudget, Postgres postgres,
      @All List<DeliveryChannel> channels, Vertx vertx, MeterRegistry metrics) {
    this.deliveries = deliveries;
    this.codes = codes;
    this.contacts = contacts;
    this.textBudget = textBudget;
    this.postgres = postgres;
    this.channels = channels.stream().collect(Collectors.toMap(DeliveryChannel::reaches, Function.identity()));
    for (Address.Channel channel : Address.Channel.values()) {
      var tag = Tags.of("channel", Outcomes.kebab(channel));
      outcomes.put(channel, new Outcomes<>(
          metrics, "portcullis.deliveries", "outcome", EnumSet.allOf(Outcome.class), Outcomes::kebab, tag));
      taken.put(channel, Histograms.timer("portcullis.delivery").tags(tag).register(metrics));
    }
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
    return deliveries.forgetSettled(MEMORY).chain(textBudget::forgetOld);
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
      return settled(delivery, Outcome.EXPIRED, deliveries.markFailed(delivery));
    }
    return Uni.createFrom().deferred(() -> sendIfAdmitted(delivery, deliveries.open(delivery)))
        .ifNoItem().after(LONGEST_TRY).fail()
        .onFailure().recoverWithItem(Tried.Failed::new)
        .chain(tried -> switch (tried) {
          case Tried.Sent() -> settled(delivery, Outcome.SENT, deliveries.markSent(delivery));
          case Tried.NotAdmitted(var refusal) ->
              settled(delivery, Outcome.REFUSED, deliveries.markRefused(delivery, refusal.column()));
          case Tried.NoSmtputf8() -> {
            LOG.errorf("delivery %s: the mail server does not offer SMTPUTF8, and the address needs it", delivery.id());
            yield settled(delivery, Outcome.REFUSED, deliveries.markRefused(delivery, "address-unsupported"));
          }
          case Tried.Failed(Throwable failure) -> tryAgain(delivery, failure);
        });
  }

  private sealed interface Tried {

    record Sent() implements Tried {}

    record NotAdmitted(Refusal refusal) implements Tried {}

    record NoSmtputf8() implements Tried {}

    record Failed(Throwable failure) implements Tried {}
  }

  private Uni<Tried> sendIfAdmitted(Delivery delivery, Envelope envelope) {
    return switch (delivery.channel()) {
      case EMAIL -> send(delivery, envelope);
      case SMS -> textBudget.reserve(delivery.id(), envelope.to().value(), delivery.purpose(),
              envelope.letter().account())
          .chain(admission -> switch (admission) {
            case Admission.Admitted() -> send(delivery, envelope);
            case Admission.Refused(Refusal refusal) -> now(new Tried.NotAdmitted(refusal));
          });
    };
  }

  private Uni<Tried> send(Delivery delivery, Envelope envelope) {
    Letter letter = envelope.letter();
    return phrase(delivery.purpose(), letter, envelope.to()).chain(shown ->
        channels.get(delivery.channel()).send(delivery.id(), envelope.to(), letter, shown)).map(answer -> switch (answer) {
          case TAKEN -> {
            taken.get(delivery.channel()).record(deliveries.sinceDue(delivery));
            yield new Tried.Sent();
          }
          case NO_SMTPUTF8 -> new Tried.NoSmtputf8();
        });
  }

  // A thief who enrols a mailbox must not read there what tells the owner's mails from forged ones.
  private Uni<Optional<String>> phrase(Purpose purpose, Letter letter, Address to) {
    return letter.account().map(account -> codes.find(account).chain(found -> found
        .map(phrase -> mayRead(purpose, account, to, phrase).map(may -> found.filter(_ -> may).map(Phrase::text)))
        .orElseGet(() -> now(Optional.empty()))))
        .orElseGet(() -> now(Optional.empty()));
  }

  // The link that takes a removal back goes to an address that is the account's no more. Without the phrase, it would be a
  // forgery by our own words. A phrase that was set after the removal is not for that mailbox: it may be a thief's.
  private Uni<Boolean> mayRead(Purpose purpose, AccountId account, Address to, Phrase phrase) {
    return contacts.find(postgres.pool(), account)
        .map(reachable -> reachable.filter(known -> known.addresses().contains(to)).isPresent())
        .chain(proved -> proved || purpose != Purpose.TAKE_BACK
            ? now(proved)
            : contacts.leftLatelyAndAfter(postgres.pool(), account, to, phrase.since()));
  }

  private Uni<Void> tryAgain(Delivery delivery, Throwable failure) {
    LOG.warnf("delivery %s: try %d failed: %s", delivery.id(), delivery.attempt(), describe(failure));
    return Backoff.after(delivery.attempt())
        .map(pause -> settled(delivery, Outcome.POSTPONED, deliveries.postpone(delivery, pause)))
        .orElseGet(() -> settled(delivery, Outcome.FAILED, deliveries.markFailed(delivery)));
  }

  private Uni<Void> settled(Delivery delivery, Outcome outcome, Uni<Void> settle) {
    return settle.invoke(() -> outcomes.get(delivery.channel()).count(outcome));
  }

  // Providers quote addresses in their refusals: the code says enough.
  private static String describe(Throwable failure) {
    return failure instanceof SMTPException refusal
        ? "SMTP " + refusal.getReplyCode()
        : failure.getClass().getSimpleName();
  }
}
