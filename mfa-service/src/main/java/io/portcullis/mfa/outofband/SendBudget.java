package io.portcullis.mfa.outofband;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.TextRoutes;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// How many codes may be sent, counted in Redis before they are: without Redis none is sent (fails closed).
///
/// | limit | by | window |
/// |---|---|---|
/// | account | account, owner's and strangers' share apart | hour |
/// | address | mailbox or number, owner's share | hour |
/// | strangers | mailbox or number, strangers' share | hour |
/// | number | number, each share apart, SMS alone | day |
/// | enrolment | account, text messages to numbers that nobody has proved: 5, and 3 to those of unusual countries | day |
/// | country | region of the number, enrolments apart, SMS alone | day |
/// | sms | all SMS, enrolments apart | day |
///
/// No puzzle is asked for at an enrolment (docs/decisions/0054). An account costs one where many are made, and it pays for a
/// few texts a day.
///
/// The last two are shared by everybody: they are circuits that open when numbers are pumped for money. What the
/// narrower limits refuse is not counted by the wider ones, so that nobody opens a circuit by asking in vain.
@Startup
@ApplicationScoped
class SendBudget {

  /// At whose expense a code is sent. A stranger who asks in vain, or for fun, leaves the owner's share as it is.
  enum Share {
    /// A device that signed in before, or a session, asks for a code to what the account has proved.
    OWNER,
    /// Anybody else who knows the password asks.
    STRANGERS,
    /// Anybody asks, from an account of their own, for an address that nobody has proved yet.
    UNPROVED
  }

  /// What refuses: limits of the account and the address, or a circuit.
  private enum Refusing { PERSONAL, COUNTRY, SMS }

  private static final Logger LOG = Logger.getLogger(SendBudget.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String EVERYWHERE = "all";

  private final Throttle throttle;
  private final MeterRegistry metrics;
  private final Outcomes<Refusing> refused;
  private final Limit account;
  private final Limit address;
  private final Limit strangers;
  private final Limit number;
  private final Limit strangersNumber;
  private final Limit enrolment = new Limit("mfa:codes-enrolment", 5, DAY);
  private final Limit unusual = new Limit("mfa:codes-unusual", 3, DAY);
  private final Predicate<Identifier> isUnusual;
  private final Limit country;
  private final Limit sms;
  private final Limit told = new Limit("mfa:circuit-told", 1, DAY);

  @Inject
  SendBudget(Throttle throttle, OutOfBandConfig config, TextRoutes routes, MeterRegistry metrics) {
    this(throttle, config, routes::isUnusual, metrics);
    routes.countriesNamed().forEach(region -> opened(Refusing.COUNTRY, region));
    opened(Refusing.SMS, EVERYWHERE);
    throttle.expect(account, address, strangers, number, strangersNumber, enrolment, unusual, country, sms);
  }

  SendBudget(Throttle throttle, OutOfBandConfig config, Predicate<Identifier> isUnusual, MeterRegistry metrics) {
    this.throttle = throttle;
    this.isUnusual = isUnusual;
    this.metrics = metrics;
    refused = new Outcomes<>(metrics, "portcullis.mfa.codes.refused", "limit", EnumSet.allOf(Refusing.class), Outcomes::kebab,
        Tags.empty());
    account = new Limit("mfa:codes-account", config.perAccountAnHour(), Duration.ofHours(1));
    address = new Limit("mfa:codes-address", config.perAddressAnHour(), Duration.ofHours(1));
    strangers = new Limit("mfa:codes-strangers", config.strangersPerAddressAnHour(), Duration.ofHours(1));
    number = new Limit("mfa:codes-number", config.smsPerNumberADay(), DAY);
    strangersNumber = new Limit("mfa:codes-number-strangers", config.strangersSmsPerNumberADay(), DAY);
    country = new Limit("mfa:codes-country", config.smsPerCountryADay(), DAY);
    sms = new Limit("mfa:codes-sms", config.smsADay(), DAY);
  }

  /// Counts one code to `to`.
  ///
  /// @return how long to wait; empty when it may be sent
  Uni<Optional<Duration>> spend(AccountId asking, Share share, Identifier to) {
    Counted ofAccount = account.on(asking + "/" + share);
    Counted ofAddress = switch (share) {
      case OWNER -> address.on(to.mailbox());
      case STRANGERS -> strangers.on(to.mailbox());
      case UNPROVED -> strangers.on("unproved/" + to.mailbox());
    };
    return switch (to.type()) {
      case EMAIL -> personal(List.of(ofAccount, ofAddress));
      case PHONE -> {
        Counted ofNumber = switch (share) {
          case OWNER -> number.on(to.canonical());
          case STRANGERS -> strangersNumber.on(to.canonical());
          case UNPROVED -> strangersNumber.on("unproved/" + to.canonical());
        };
        // Who enrols numbers of others must not open the circuits of those who proved theirs.
        String kind = share == Share.UNPROVED ? "unproved/" : "";
        String region = region(to.canonical());
        yield personal(Stream.concat(Stream.of(ofAccount, ofAddress, ofNumber), ofEnrolment(asking, share, to).stream()).toList())
            .chain(wait -> wait.isPresent() ? refused(wait) : circuit(Refusing.COUNTRY, region, country.on(kind + region)))
            .chain(wait -> wait.isPresent() ? refused(wait) : circuit(Refusing.SMS, EVERYWHERE, sms.on(kind + EVERYWHERE)));
      }
    };
  }

  private List<Counted> ofEnrolment(AccountId asking, Share share, Identifier number) {
    return switch (share) {
      case OWNER, STRANGERS -> List.of();
      case UNPROVED -> isUnusual.test(number)
          ? List.of(unusual.on(asking.toString()), enrolment.on(asking.toString()))
          : List.of(enrolment.on(asking.toString()));
    };
  }

  private Uni<Optional<Duration>> personal(List<Counted> counted) {
    return throttle.count(counted).invoke(wait -> wait.ifPresent(_ -> refused.count(Refusing.PERSONAL)));
  }

  private Uni<Optional<Duration>> circuit(Refusing circuit, String region, Counted counted) {
    String name = Outcomes.kebab(circuit);
    Counter opened = opened(circuit, region);
    return throttle.count(List.of(counted)).call(wait -> {
      if (wait.isEmpty()) {
        return done();
      }
      refused.count(circuit);
      return throttle.count(List.of(told.on(name + ' ' + region))).invoke(before -> {
        if (before.isEmpty()) {
          opened.increment();
          LOG.errorf("no more text messages today, circuit %s, region %s: is somebody pumping numbers? "
              + "docs/operations.md, \"When a text message circuit opens\", says what to do", name, region);
        }
      });
    });
  }

  // Made as soon as a code goes to a region, or at the start for those that the settings name.
  private Counter opened(Refusing circuit, String region) {
    return metrics.counter("portcullis.mfa.codes.circuits.opened", "circuit", Outcomes.kebab(circuit), "region", region);
  }

  private static Uni<Optional<Duration>> refused(Optional<Duration> wait) {
    return now(wait);
  }

  /// The region, not the calling code alone: +1 is shared by countries where a message costs next to nothing and by
  /// others where it is dear.
  static String region(String e164) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      var parsed = phones.parse(e164, null);
      return Optional.ofNullable(phones.getRegionCodeForNumber(parsed)).orElse("+" + parsed.getCountryCode());
    } catch (NumberParseException unreadable) {
      throw new IllegalStateException("a stored number is not in E.164", unreadable);
    }
  }
}
