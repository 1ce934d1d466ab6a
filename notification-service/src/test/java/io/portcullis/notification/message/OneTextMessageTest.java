package io.portcullis.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.Address;
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
import io.portcullis.notification.letter.Presses;
import io.portcullis.notification.letter.TextMessage;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of message, in every language, with the longest values: each text message is one.
@QuarkusTest
@OnTheStack
class OneTextMessageTest {

  /// With the longest name that there is.
  private static final ZoneId ZONE = ZoneId.of("Indian/Kerguelen");
  private static final Address PHONE = new Address(Address.Channel.SMS, "+41781234567");
  private static final Duration LONGEST = Duration.ofMinutes(24 * 60 - 1);
  private static final String CODE = "6048150000";

  @Inject MessageLetters letters;
  @ConfigProperty(name = "portcullis.origin") String origin;
  @ConfigProperty(name = "quarkus.locales", defaultValue = "en") List<String> locales;

  /// The setting takes any text. A text message shows what the GSM alphabet has of it, in 15 characters.
  private static final List<String> BRANDS = List.of("B", "Fifteen letters", "Much more than fifteen letters", "€€€€€€€€€€€€€€€€",
      "Jiří Čáp Exchange", "Биржа", "币安", "🦊 Fox 🦊", "x".repeat(200));

  private final Optional<AccountId> account = Optional.of(new AccountId(UUID.randomUUID()));

  // As long as with an origin of 31 characters.
  private String shortLink(String prefix) {
    String link = origin + "/r#token=" + prefix + '_' + "A".repeat(28);
    return link + "A".repeat(31 - origin.length());
  }

  private Stream<Message> every(String locale) {
    return Stream.concat(
        Stream.of(new RegistrationCode(PHONE, locale, CODE, LONGEST), new RegistrationTaken(PHONE, locale, account),
            new FactorAddressRemoved(PHONE, locale, account),
            new FactorAddressRemovalPending(PHONE, locale, account, Instant.parse("2026-09-30T22:58:00Z")),
            new HumanCode(PHONE, locale, account, CODE, LONGEST, HumanCode.Delivery.SEND),
            new IdentifierCode(PHONE, locale, CODE, LONGEST),
            new IdentifierChanged(PHONE, locale, account, IdentifierAction.REMOVED, shortLink("pit"),
                Duration.ofHours(72), Optional.of(PHONE), new Circumstances(Optional.of(Instant.EPOCH), Optional.empty())),
            new PasswordResetCode(PHONE, locale, account, CODE, LONGEST),
            new PasswordResetLink(PHONE, locale, account, shortLink("prl"), LONGEST)),
        Arrays.stream(CodeUse.values()).map(use -> new SecondFactorCode(PHONE, locale, account, CODE, use, LONGEST)));
  }

  @Test
  void everyKindOfMessageIsTried() {
    assertThat(every("en").map(Object::getClass).distinct()).hasSize(Message.class.getPermittedSubclasses().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "heron", "blue heron at dusk", "x234567890123456789012345678901x", "a phrase of thirty-two character",
      "Äöüß ñ Ø Æ é à Ç Ω Δ £ ¥ § ¿ ¡ x", "^{}[]~|€^{}[]~|€", "heron {dusk} [lake] ~river"})
  void safe7_givenAPhraseThatTextMessagesHaveRoomFor_thenEachOneThatMayShowItDoes(String phrase) {
    assertThat(TextMessage.hasRoomFor(phrase)).isTrue();
    for (String locale : locales) {
      assertThat(every(locale)).allSatisfy(message -> {
        String text = isOneWithItsParts(message, phrase);
        assertThat(text).contains(phrase);
      });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"дом у реки", "Jiří a čáp", "青鹭在黄昏", "🦩🦩🦩🦩", "heron`dusk", "^{}[]~|€^{}[]~|€^{}[]~|€^{}[]~|€", "a phrase of thirty-three 'letters'"})
  void safe7_givenAPhraseThatTextMessagesHaveNoRoomFor_thenNoneShowsIt_andEachIsOne(String phrase) {
    assertThat(TextMessage.hasRoomFor(phrase)).isFalse();
    for (String locale : locales) {
      assertThat(every(locale)).allSatisfy(message ->
          assertThat(isOneWithItsParts(message, phrase)).doesNotContain(phrase));
    }
  }

  private String isOneWithItsParts(Message message, String phrase) {
    Letter letter = letters.write(message, Instant.EPOCH, ZONE);
    assertThat(BRANDS).allSatisfy(brand -> isOneWithItsParts(letter, Presses.of(brand), phrase));
    return isOneWithItsParts(letter, Presses.of("Fifteen letters"), phrase);
  }

  private static String isOneWithItsParts(Letter letter, LetterPress press, String phrase) {
    String text = press.sms(letter, Optional.of(phrase).filter(shown -> !shown.isEmpty()));
    assertThat(TextMessage.isOne(text)).as(text).isTrue();
    assertThat(text).contains(letter.brief());
    letter.code().ifPresent(code -> assertThat(text).contains(code));
    letter.link().ifPresent(link -> assertThat(text).contains(link.url()));
    return text;
  }

  @ParameterizedTest
  @CsvSource({"Portcullis, Portcullis", "Much more than fifteen letters, Much more than", "€€€€€€€€€€, €€€€€€€", "Jiří Čàp, Jiri Càp",
      "Börse Zürich, Börse Zürich", "🦊 Fox, Fox"})
  void safe7_givenABrand_thenATextMessageShowsWhatTheGsmAlphabetHasOfIt(String brand, String shown) {
    assertThat(news(brand)).startsWith(shown + ": someone tried");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Биржа", "币安", "🦊"})
  void safe7_givenABrandThatTheGsmAlphabetCantSpell_thenATextMessageBeginsWithWhatItSays(String brand) {
    assertThat(news(brand)).startsWith("someone tried");
  }

  private String news(String brand) {
    return Presses.of(brand).sms(letters.write(new RegistrationTaken(PHONE, "en", account), Instant.EPOCH, ZONE), Optional.empty());
  }

  @Test
  void isOne_countsAsOperatorsDo() {
    assertThat(TextMessage.isOne("a".repeat(160))).isTrue();
    assertThat(TextMessage.isOne("a".repeat(161))).isFalse();
    assertThat(TextMessage.isOne("€".repeat(80))).isTrue();
    assertThat(TextMessage.isOne("€".repeat(81))).isFalse();
    assertThat(TextMessage.isOne("ж".repeat(70))).isTrue();
    assertThat(TextMessage.isOne("ж" + "a".repeat(70))).isFalse();
  }
}
