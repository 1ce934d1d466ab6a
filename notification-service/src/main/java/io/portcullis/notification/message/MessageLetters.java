package io.portcullis.notification.message;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.contracts.Message.FactorAddressRemovalPending;
import io.portcullis.contracts.Message.FactorAddressRemoved;
import io.portcullis.contracts.Message.HumanCode;
import io.portcullis.contracts.Message.IdentifierChanged;
import io.portcullis.contracts.Message.IdentifierCode;
import io.portcullis.contracts.Message.PasswordResetCode;
import io.portcullis.contracts.Message.PasswordResetLink;
import io.portcullis.contracts.Message.RegistrationCode;
import io.portcullis.contracts.Message.RegistrationTaken;
import io.portcullis.contracts.Message.SecondFactorCode;
import io.portcullis.contracts.Message;
import io.portcullis.notification.activity.SessionOrigins;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.Mask;
import io.portcullis.notification.letter.PlainText;
import io.portcullis.notification.letter.TextMessage;
import io.portcullis.notification.letter.Times;
import io.portcullis.notification.preference.Readers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Writes the letter for each kind of message that another service owes somebody.
@ApplicationScoped
class MessageLetters {

  private final SessionOrigins sessions;
  private final Readers readers;
  private final Vertx vertx;
  private final String origin;

  MessageLetters(SessionOrigins sessions, Readers readers, Vertx vertx, @ConfigProperty(name = "portcullis.origin") URI origin) {
    this.sessions = sessions;
    this.readers = readers;
    this.vertx = vertx;
    this.origin = origin.toString();
  }

  /// How long the message is of use; empty when it does not age.
  static Optional<Duration> validity(Message message) {
    return switch (message) {
      case RegistrationCode code -> Optional.of(code.expiresIn());
      case RegistrationTaken _ -> Optional.empty();
      case PasswordResetLink link -> Optional.of(link.expiresIn());
      case PasswordResetCode code -> Optional.of(code.expiresIn());
      case FactorAddressRemoved _, FactorAddressRemovalPending _ -> Optional.empty();
      case SecondFactorCode code -> Optional.of(code.expiresIn());
      case IdentifierCode code -> Optional.of(code.expiresIn());
      case IdentifierChanged changed -> Optional.of(changed.expiresIn());
      case HumanCode code -> Optional.of(code.expiresIn());
    };
  }

  /// Whether whoever reads the message has proved before that the address is theirs.
  static Purpose purpose(Message message) {
    return switch (message) {
      case RegistrationCode _, IdentifierCode _ -> Purpose.UNPROVED;
      case RegistrationTaken _ -> Purpose.STRANGERS;
      case PasswordResetLink _, PasswordResetCode _ -> Purpose.RESET_LINK;
      case HumanCode _ -> Purpose.HUMAN_CODE;
      case FactorAddressRemoved _, FactorAddressRemovalPending _ -> Purpose.URGENT;
      case IdentifierChanged _ -> Purpose.TAKE_BACK;
      case SecondFactorCode code -> switch (code.use()) {
        case ENROLMENT -> Purpose.UNPROVED;
        case SIGN_IN, STEP_UP, ACTION, UNUSUAL_SIGN_IN -> Purpose.PROVED;
      };
    };
  }

  /// With what is known of the session in which it happened.
  ///
  /// @param time when the other service owed it
  Uni<Letter> write(SqlConnection tx, Message message, Instant time) {
    return zone(tx, message).chain(zone -> vertx.executeBlocking(() -> write(message, time, zone), false))
        .chain(letter -> complete(tx, message, letter));
  }

  private Uni<ZoneId> zone(SqlConnection tx, Message message) {
    return message.account().map(account -> readers.zoneAt(tx, account, message.to())).orElseGet(() -> now(ZoneOffset.UTC));
  }

  /// @throws ForeignLink when the message points anywhere but to the configured origin
  Letter write(Message message, Instant time, ZoneId zone) {
    MessageWords words = Bundles.in(message.locale(), MessageWords.class);
    MessageWords texted = Bundles.in(TextMessage.language(message.locale()), MessageWords.class);
    Duration lifetime = validity(message).orElse(Duration.ZERO);
    String validity = inWords(lifetime, words);
    String textedValidity = inWords(lifetime, texted);
    Times times = Times.in(zone, words.language());
    String until = times.of(time.plus(lifetime));
    var draft = new Draft(message, new Letter.Detail(words.when(), times.of(time)));
    return switch (message) {
      case RegistrationCode code -> draft.code(code.code(), words.registrationCodeSubject(),
          List.of(words.registrationCode(), words.codeEnds(until, validity), words.registrationCodeNotYou()),
          texted.registrationCodeBrief(code.code(), textedValidity));
      case RegistrationTaken _ -> draft.news(words.registrationTakenSubject(),
          List.of(words.registrationTaken(), words.registrationTakenAdvice()), texted.registrationTakenBrief());
      case FactorAddressRemoved _ -> draft.news(words.factorAddressRemovedSubject(),
          List.of(words.factorAddressRemoved(), words.factorAddressRemovedAdvice()), texted.factorAddressRemovedBrief());
      case FactorAddressRemovalPending pending -> draft.news(words.factorAddressRemovalSubject(),
          List.of(words.factorAddressRemoval(times.of(pending.takesEffectAt())),
              words.factorAddressRemovalAdvice()),
          texted.factorAddressRemovalBrief());
      case PasswordResetLink reset -> draft.link(new Letter.Link(words.passwordResetLink(), ours(reset.link())),
          words.passwordResetSubject(),
          List.of(words.passwordReset(), words.passwordResetEnds(until, validity), words.passwordResetNotYou()),
          texted.passwordResetBrief(textedValidity));
      case PasswordResetCode code -> draft.code(code.code(), words.passwordResetSubject(),
          List.of(words.passwordResetCode(), words.codeEnds(until, validity), words.passwordResetCodeNotYou()),
          texted.passwordResetCodeBrief(code.code(), textedValidity));
      case IdentifierCode code -> draft.code(code.code(), words.identifierCodeSubject(),
          List.of(words.identifierCode(), words.codeEnds(until, validity), words.identifierCodeNotYou()),
          texted.identifierCodeBrief(code.code(), textedValidity));
      case IdentifierChanged changed -> draft.about(concerned(changed, words))
          .link(new Letter.Link(words.identifierChangedLink(), ours(changed.link())), words.identifierChangedSubject(),
              Stream.of(Optional.of(identifierChange(changed, words)), held(changed, words, times),
                      Optional.of(words.identifierChangedNotYou(lifetime.toHours(), until)),
                      Optional.of(words.identifierChangedMeaning()))
                  .flatMap(Optional::stream).toList(),
              texted.identifierChangedBrief(lifetime.toHours()));
      case HumanCode code -> draft.code(code.code(), words.humanCodeSubject(),
          List.of(words.humanCode(), words.codeEnds(until, validity), words.humanCodeNotYou()),
          texted.humanCodeBrief(code.code(), textedValidity));
      case SecondFactorCode code -> draft.code(code.code(), subject(code.use(), words),
          List.of(meaning(code.use(), words), words.codeEnds(until, validity), words.secondFactorCodeNotYou()),
          brief(code, texted, textedValidity));
    };
  }

  private Uni<Letter> complete(SqlConnection tx, Message message, Letter letter) {
    return message instanceof IdentifierChanged changed && changed.account().isPresent()
        ? sessions.of(tx, changed.account().get(), changed.circumstances().session(), letter.locale()).map(letter::beside)
        : now(letter);
  }

  private static String inWords(Duration lifetime, MessageWords words) {
    boolean wholeHours = lifetime.toMinutesPart() == 0 && lifetime.toHours() > 1;
    return wholeHours ? words.hours(lifetime.toHours()) : words.minutes(lifetime.toMinutes());
  }

  private static String subject(CodeUse use, MessageWords words) {
    return switch (use) {
      case SIGN_IN, STEP_UP, ENROLMENT -> words.secondFactorCodeSubject();
      case ACTION -> words.actionCodeSubject();
      case UNUSUAL_SIGN_IN -> words.unusualSignInSubject();
    };
  }

  private static String meaning(CodeUse use, MessageWords words) {
    return switch (use) {
      case SIGN_IN -> words.codeForSignIn();
      case STEP_UP -> words.codeForStepUp();
      case ACTION -> words.codeForAction();
      case ENROLMENT -> words.codeForEnrolment();
      case UNUSUAL_SIGN_IN -> words.codeForUnusualSignIn();
    };
  }

  private static String brief(SecondFactorCode code, MessageWords words, String validity) {
    return switch (code.use()) {
      case SIGN_IN -> words.codeForSignInBrief(code.code(), validity);
      case STEP_UP -> words.codeForStepUpBrief(code.code(), validity);
      case ACTION -> words.codeForActionBrief(code.code(), validity);
      case ENROLMENT -> words.codeForEnrolmentBrief(code.code(), validity);
      case UNUSUAL_SIGN_IN -> words.unusualSignInBrief(code.code());
    };
  }

  private static String identifierChange(IdentifierChanged changed, MessageWords words) {
    return switch (changed.action()) {
      case ADDED -> words.identifierAdded();
      case MADE_PRIMARY -> words.identifierMadePrimary();
      case REMOVED -> words.identifierRemoved();
      case RESTORED -> words.identifierRestored();
    };
  }

  private static Optional<String> held(IdentifierChanged changed, MessageWords words, Times times) {
    return changed.circumstances().heldUntil().map(until -> words.withdrawalsHeld(times.of(until)));
  }

  // Two addresses of one account may look alike when masked. More of them would tell another reader of the mailbox too much;
  // whether it is the mailbox itself tells nothing.
  private static Optional<Letter.Detail> concerned(IdentifierChanged changed, MessageWords words) {
    return changed.concerned().map(address -> {
      String masked = PlainText.of(Mask.of(address));
      return new Letter.Detail(words.address(),
          address.equals(changed.to()) ? words.addressOfThisMessage(masked) : words.anotherAddress(masked));
    });
  }

  /// What all letters about one message share.
  private record Draft(Message message, List<Letter.Detail> details) {

    Draft(Message message, Letter.Detail when) {
      this(message, List.of(when));
    }

    Draft about(Optional<Letter.Detail> concerned) {
      return new Draft(message, Stream.concat(concerned.stream(), details.stream()).toList());
    }

    Letter code(String code, String subject, List<String> paragraphs, String brief) {
      return letter(subject, paragraphs, Optional.of(code), Optional.empty(), brief);
    }

    Letter link(Letter.Link link, String subject, List<String> paragraphs, String brief) {
      return letter(subject, paragraphs, Optional.empty(), Optional.of(link), brief);
    }

    Letter news(String subject, List<String> paragraphs, String brief) {
      return letter(subject, paragraphs, Optional.empty(), Optional.empty(), brief);
    }

    private Letter letter(String subject, List<String> paragraphs, Optional<String> code, Optional<Letter.Link> link,
        String brief) {
      return new Letter(message.account(), message.locale(), subject, paragraphs, code, link, details, Optional.empty(),
          TextMessage.inGsm(brief));
    }
  }

  // A service that built its link from a request's Host would be caught here, before anybody follows it (CWE-640).
  private String ours(String link) {
    if (!link.startsWith(origin + '/')) {
      throw new ForeignLink();
    }
    return link;
  }

  static final class ForeignLink extends RuntimeException {
    ForeignLink() {
      super("a link leads away from the configured origin");
    }
  }
}
