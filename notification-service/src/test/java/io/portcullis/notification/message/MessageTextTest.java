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
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.LetterPress;
import io.portcullis.notification.letter.PlainEnglish;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every code, link and piece of news as its reader sees it.
@QuarkusTest
@OnTheStack
class MessageTextTest {

  private static final Address TO = new Address(Address.Channel.EMAIL, "ann@example.org");
  private static final Instant ASKED = Instant.parse("2026-04-19T09:55:00Z");
  private static final Instant HELD_UNTIL = Instant.parse("2026-04-20T09:55:00Z");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject MessageLetters letters;
  @Inject LetterPress press;
  @ConfigProperty(name = "portcullis.origin") String origin;

  private final Optional<AccountId> account = Optional.of(new AccountId(UUID.randomUUID()));

  private Stream<Message> every() {
    return Stream.of(
        Stream.of(new RegistrationCode(TO, "en", "604815", TEN_MINUTES), new RegistrationTaken(TO, "en", account),
            new FactorAddressRemoved(TO, "en", account),
            new FactorAddressRemovalPending(TO, "en", account, ASKED.plus(Duration.ofDays(2))),
            new HumanCode(TO, "en", account, "604815", TEN_MINUTES, HumanCode.Delivery.SEND),
            new IdentifierCode(TO, "en", "604815", TEN_MINUTES),
            new PasswordResetCode(TO, "en", account, "60481500", TEN_MINUTES),
            new PasswordResetLink(TO, "en", account, origin + "/recovery/password#token=prl_x", HOUR)),
        Arrays.stream(IdentifierAction.values()).map(action -> changed(action, Optional.of(TO))),
        Stream.of(changed(IdentifierAction.ADDED, Optional.empty())),
        Arrays.stream(CodeUse.values()).map(use -> new SecondFactorCode(TO, "en", account, "604815", use, TEN_MINUTES)))
        .flatMap(some -> some);
  }

  private Message changed(IdentifierAction action, Optional<Address> concerned) {
    return new IdentifierChanged(TO, "en", account, action, origin + "/recovery/identifier#token=pit_x", Duration.ofHours(72), concerned,
        new Circumstances(Optional.of(HELD_UNTIL), Optional.empty()));
  }

  private String mail(Message message) {
    return press.email(letters.write(message, ASKED, ZoneOffset.UTC), Optional.of("blue heron")).text();
  }

  @Test
  void everyKindOfMessageIsTried() {
    assertThat(every().map(Object::getClass).distinct()).hasSize(Message.class.getPermittedSubclasses().length);
  }

  @Test
  void givenAnyMessage_thenItSaysInPlainWordsWhatItIs_whenItWasAskedFor_andWhatToDoIfItWasNotTheReader() {
    assertThat(every()).allSatisfy(message -> {
      Letter letter = letters.write(message, ASKED, ZoneOffset.UTC);
      PlainEnglish.of(press.email(letter, Optional.of("blue heron")));
      String text = mail(message);
      assertThat(text).contains("When: 19 April 2026, 09:55 UTC").containsAnyOf("If it was not you", "only if it was you");
      letter.code().ifPresent(code -> assertThat(text).contains("    " + code)
          .contains("The code works once, until 19 April 2026, 10:05 UTC, which is 10 minutes after it was asked for."));
      letter.link().ifPresent(link -> assertThat(text.lines()).contains(link.url(), link.label() + ':'));
    });
  }

  @ParameterizedTest
  @EnumSource(IdentifierAction.class)
  void a43_givenAChangeOfAddresses_thenItSaysWhichOne_whatTheLinkDoes_andUntilWhen(IdentifierAction action) {
    assertThat(mail(changed(action, Optional.of(TO)))).contains("Address: a•••@example.org", "within 72 hours",
        "the link below works until 22 April 2026, 09:55 UTC", "Later changes of addresses are taken back as well",
        "Every session ends, and you choose a new password",
        "Withdrawals from your account are held until 20 April 2026, 09:55 UTC at least").doesNotContain("ann@");
  }

  @Test
  void a43_givenTwoAddressesThatLookAlikeWhenMasked_thenTheMailSaysWhetherItIsAboutItsOwn() {
    var alike = new Address(TO.channel(), "another@example.org");
    assertThat(mail(changed(IdentifierAction.REMOVED, Optional.of(TO)))).contains("Address: a•••@example.org (this message was sent there)");
    assertThat(mail(changed(IdentifierAction.REMOVED, Optional.of(alike))))
        .contains("Address: a•••@example.org (not the one that this message was sent to)").doesNotContain("another@");
  }

  @ParameterizedTest
  @CsvSource({"PT1M, 1 minute, 09:56", "PT20M, 20 minutes, 10:15", "PT1H, 60 minutes, 10:55", "PT90M, 90 minutes, 11:25",
      "PT2H, 2 hours, 11:55"})
  void back1_givenAResetLink_thenItSaysUntilWhenItWorks_andHowItOpensAFrozenAccount(Duration lifetime, String words, String until) {
    assertThat(mail(new PasswordResetLink(TO, "en", account, origin + "/recovery/password#token=prl_x", lifetime)))
        .contains("The link works once, until 19 April 2026, " + until + " UTC, which is " + words + " after it was asked for.",
            "If your account is frozen, this link is the way to open it");
  }
}
