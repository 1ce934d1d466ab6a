package io.portcullis.notification.message;

import io.portcullis.contracts.Message.FactorAddressRemoved;
import io.portcullis.contracts.Message.HumanCode;
import io.portcullis.contracts.Message.IdentifierChanged;
import io.portcullis.contracts.Message.IdentifierCode;
import io.portcullis.contracts.Message.PasswordResetLink;
import io.portcullis.contracts.Message.RegistrationCode;
import io.portcullis.contracts.Message.RegistrationTaken;
import io.portcullis.contracts.Message.SecondFactorCode;
import io.portcullis.contracts.Message;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.Mask;
import io.portcullis.notification.letter.PlainText;
import io.portcullis.notification.letter.UtcTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Writes the letter for each kind of message that another service owes somebody.
@ApplicationScoped
class MessageLetters {

  private final String origin;

  MessageLetters(@ConfigProperty(name = "portcullis.origin") URI origin) {
    this.origin = origin.toString();
  }

  /// How long the message is of use; empty when it does not age.
  static Optional<Duration> validity(Message message) {
    return switch (message) {
      case RegistrationCode code -> Optional.of(code.expiresIn());
      case RegistrationTaken _ -> Optional.empty();
      case PasswordResetLink link -> Optional.of(link.expiresIn());
      case FactorAddressRemoved _ -> Optional.empty();
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
      case PasswordResetLink _ -> Purpose.RESET_LINK;
      case HumanCode _ -> Purpose.PROVED;
      case FactorAddressRemoved _ -> Purpose.URGENT;
      case IdentifierChanged _ -> Purpose.TAKE_BACK;
      case SecondFactorCode code -> switch (code.use()) {
        case ENROLMENT -> Purpose.UNPROVED;
        case SIGN_IN, STEP_UP, UNUSUAL_SIGN_IN -> Purpose.PROVED;
      };
    };
  }

  /// @param time when the other service owed it
  /// @throws ForeignLink when the message points anywhere but to the configured origin
  Letter write(Message message, Instant time) {
    MessageWords words = Bundles.in(message.locale(), MessageWords.class);
    String validity = words.minutes(validity(message).orElse(Duration.ZERO).toMinutes());
    return switch (message) {
      case RegistrationCode code -> letter(code, words.registrationCodeSubject(),
          List.of(words.registrationCode(), words.registrationCodeEnds(validity)),
          Optional.of(code.code()), Optional.empty(), words.registrationCodeBrief(code.code(), validity));
      case RegistrationTaken taken -> letter(taken, words.registrationTakenSubject(),
          List.of(words.registrationTaken(), words.registrationTakenAdvice()),
          Optional.empty(), Optional.empty(), words.registrationTakenBrief());
      case FactorAddressRemoved removed -> letter(removed, words.factorAddressRemovedSubject(),
          List.of(words.factorAddressRemoved(), words.factorAddressRemovedAdvice()), Optional.empty(), Optional.empty(),
          words.factorAddressRemovedBrief());
      case PasswordResetLink reset -> letter(reset, words.passwordResetSubject(),
          List.of(words.passwordReset(), words.passwordResetEnds(validity), words.passwordResetNotYou()),
          Optional.empty(), Optional.of(new Letter.Link(words.passwordResetLink(), ours(reset.link()))),
          words.passwordResetBrief(validity));
      case IdentifierCode code -> letter(code, words.identifierCodeSubject(),
          List.of(words.identifierCode(), words.identifierCodeEnds(validity)),
          Optional.of(code.code()), Optional.empty(), words.identifierCodeBrief(code.code(), validity));
      case IdentifierChanged changed -> letter(changed, words.identifierChangedSubject(),
          List.of(identifierChange(changed, words), words.identifierChangedNotYou(changed.expiresIn().toHours())),
          Optional.of(new Letter.Link(words.identifierChangedLink(), ours(changed.link()))),
          identifierChangeDetails(changed, words, time), words.identifierChangedBrief());
      case HumanCode code -> letter(code, words.humanCodeSubject(),
          List.of(words.humanCode(), words.humanCodeEnds(validity)),
          Optional.of(code.code()), Optional.empty(), words.humanCodeBrief(code.code(), validity));
      case SecondFactorCode code -> switch (code.use()) {
        case SIGN_IN -> secondFactorCode(code, words.codeForSignIn(), words, validity,
            words.codeForSignInBrief(code.code(), validity));
        case STEP_UP -> secondFactorCode(code, words.codeForStepUp(), words, validity,
            words.codeForStepUpBrief(code.code(), validity));
        case ENROLMENT -> secondFactorCode(code, words.codeForEnrolment(), words, validity,
            words.codeForEnrolmentBrief(code.code(), validity));
        case UNUSUAL_SIGN_IN -> letter(code, words.unusualSignInSubject(),
            List.of(words.codeForUnusualSignIn(), words.secondFactorCodeEnds(validity)),
            Optional.of(code.code()), Optional.empty(), words.unusualSignInBrief(code.code()));
      };
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

  private static List<Letter.Detail> identifierChangeDetails(IdentifierChanged changed, MessageWords words, Instant time) {
    return Stream.concat(
        changed.concerned().map(address -> new Letter.Detail(words.address(), PlainText.of(Mask.of(address)))).stream(),
        Stream.of(new Letter.Detail(words.when(), UtcTime.of(time, words.language())))).toList();
  }

  private static Letter letter(Message message, String subject, List<String> paragraphs, Optional<Letter.Link> link,
      List<Letter.Detail> details, String brief) {
    return new Letter(message.account(), message.locale(), subject, paragraphs, Optional.empty(), link, details,
        Optional.empty(), brief);
  }

  private static Letter secondFactorCode(SecondFactorCode code, String use, MessageWords words, String validity,
      String brief) {
    return letter(code, words.secondFactorCodeSubject(), List.of(use, words.secondFactorCodeEnds(validity)),
        Optional.of(code.code()), Optional.empty(), brief);
  }

  private static Letter letter(Message message, String subject, List<String> paragraphs, Optional<String> code,
      Optional<Letter.Link> link, String brief) {
    return new Letter(message.account(), message.locale(), subject, paragraphs, code, link, List.of(), Optional.empty(),
        brief);
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
