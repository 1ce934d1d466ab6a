package io.portcullis.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Message.Circumstances;
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
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.letter.Gallery;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.LetterPress;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Writes every message in every language to `target/mails`.
@QuarkusTest
@OnTheStack
class MessageGalleryTest {

  private static final Address TO = new Address(Address.Channel.EMAIL, "ann@example.org");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Inject MessageLetters letters;
  @Inject LetterPress press;
  @ConfigProperty(name = "portcullis.origin") String origin;
  @ConfigProperty(name = "quarkus.locales", defaultValue = "en") List<String> locales;

  private final Optional<AccountId> account = Optional.of(new AccountId(UUID.randomUUID()));

  private List<Message> every(String locale) {
    return Stream.of(
        Stream.of(new RegistrationCode(TO, locale, "604815", TEN_MINUTES), new RegistrationTaken(TO, locale, account),
            new FactorAddressRemoved(TO, locale, account),
            new FactorAddressRemovalPending(TO, locale, account, Instant.now().plus(Duration.ofDays(2))),
            new HumanCode(TO, locale, account, "604815", TEN_MINUTES, HumanCode.Delivery.SEND),
            new IdentifierCode(TO, locale, "604815", TEN_MINUTES),
            new PasswordResetCode(TO, locale, account, "60481500", TEN_MINUTES),
            new PasswordResetLink(TO, locale, account, origin + "/recovery/password#token=prl_x", Duration.ofHours(1))),
        Arrays.stream(IdentifierAction.values()).map(action -> new IdentifierChanged(TO, locale, account, action,
            origin + "/recovery/identifier#token=pit_x", Duration.ofHours(72), Optional.of(TO),
            new Circumstances(Optional.of(Instant.now()), Optional.empty()))),
        Arrays.stream(CodeUse.values()).map(use -> new SecondFactorCode(TO, locale, account, "604815", use, TEN_MINUTES)))
        .flatMap(some -> some).map(Message.class::cast).toList();
  }

  @Test
  void safe3_givenEveryMessageInEveryLanguage_thenItIsPrinted_inThatLanguage() throws IOException {
    var gallery = new Gallery("messages", press);
    for (String locale : locales) {
      for (Message message : every(locale)) {
        Letter letter = letters.write(message, Instant.now(), ZoneId.of("Europe/Berlin"));
        assertThat(press.email(letter, Optional.empty()).html()).contains("<html lang=\"" + locale + "\">");
        gallery.add(locale, message.getClass().getSimpleName(), letter);
      }
    }
    gallery.finish();
  }
}
