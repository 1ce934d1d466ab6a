package io.portcullis.notification.alert;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.RecoveryEvent.CaseApproved;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.Presses;
import io.portcullis.notification.letter.TextMessage;
import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Alerts by text message.
@QuarkusTest
@OnTheStack
class AlertTextMessageTest {

  /// With the longest name that there is.
  private static final ZoneId ZONE = ZoneId.of("Indian/Kerguelen");

  @Inject OtherServices others;
  @Inject AlertLetters letters;
  @Inject TextedAlerts texted;
  @Inject FreezeLinks freezeLinks;
  @Inject Postgres postgres;
  @ConfigProperty(name = "portcullis.origin") String origin;
  @ConfigProperty(name = "quarkus.locales", defaultValue = "en") List<String> locales;

  private final Mailbox mailbox = new Mailbox();
  private final AccountId account = new AccountId(UUID.randomUUID());

  private static Address aPhone() {
    return new Address(Address.Channel.SMS, "+4176%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a phrase of thirty-two character", "^{}[]~|€^{}[]~|€", "Äöüß ñ Ø Æ é à Ç Ω Δ £ ¥ § ¿ ¡ x"})
  void safe7_givenEveryAlertInEveryLanguage_thenItIsOneTextMessage_withItsLinkAndThePhrase(String phrase) {
    for (String locale : locales) {
      assertThat(Samples.alerting(account)).allSatisfy(event -> {
        var letter = letters.write(Alert.about(event).orElseThrow(), event, locale, ZONE);
        Letter shown = atItsLongest(postgres.withTransaction(tx -> texted.fit(tx, event, letter)).await().indefinitely());
        String text = Presses.of("Fifteen letters").sms(shown, Optional.of(phrase));
        assertThat(TextMessage.isOne(text)).as(text).isTrue();
        assertThat(text).contains(letter.brief(), phrase);
        shown.freezeLink().ifPresent(there -> assertThat(text).contains(there));
        shown.link().ifPresent(there -> assertThat(text).contains(there.url()));
        assertThat(text.split("https?://", -1)).as("one link at most: " + text).hasSizeLessThanOrEqualTo(2);
      });
    }
  }

  // As long as with an origin of 31 characters.
  private Letter atItsLongest(Letter letter) {
    String more = "A".repeat(31 - origin.length());
    return new Letter(letter.account(), letter.locale(), letter.subject(), letter.paragraphs(), letter.code(),
        letter.link().map(link -> new Letter.Link(link.label(), link.url() + more)), letter.details(),
        letter.freezeLink().map(link -> link + more), letter.brief());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "es", "pt", "zh"})
  void back3_givenACaseThatCanStillBeCancelled_whenItsOwnerHasAPhone_thenTheTextMessagesLinkLeadsToItsCancelPage(String locale) {
    Address phone = aPhone();
    others.publish(new Contact(OtherServices.anEvent(), account, Instant.now(), List.of(phone), locale));
    UUID recoveryCase = UUID.randomUUID();
    others.publish(new CaseApproved(OtherServices.anEvent(), account, Instant.now(), recoveryCase));

    String link = firstLink(mailbox.await(phone.value(), 1).getFirst());
    String target = given().redirects().follow(false).get(link.substring(origin.length())).then().statusCode(303)
        .header("Cache-Control", "no-store").extract().header("Location");
    assertThat(target).startsWith(origin + "/recovery/case#token=");
    String claims = new String(Base64.getUrlDecoder().decode(target.split("\\.")[1]), UTF_8);
    assertThat(claims).contains("\"case\":\"" + recoveryCase + '"', "\"aud\":\"portcullis-case\"", "\"sub\":\"" + account + '"');
  }

  private String firstLink(Delivered text) {
    assertThat(TextMessage.isOne(text.text())).as(text.text()).isTrue();
    return text.text().lines().filter(line -> line.contains(origin)).map(line -> line.substring(line.indexOf(origin)).strip())
        .findFirst().orElseThrow();
  }

  @Test
  void givenAnAccountWithMailAndPhone_whenAFactorIsRemoved_thenBothHearIt_andTheShortLinkLeadsToThePage() {
    Address email = OtherServices.anAddress();
    Address phone = aPhone();
    others.publish(new Contact(OtherServices.anEvent(), account, Instant.now(), List.of(email, phone), "en"));
    others.publish(removed());

    mailbox.await(email.value(), 1);
    Delivered text = mailbox.await(phone.value(), 1).getFirst();
    assertThat(text.text()).contains("A second factor was removed").satisfies(sent -> assertThat(TextMessage.isOne(sent)).isTrue());
    String link = text.text().lines().filter(line -> line.contains(origin)).findFirst().orElseThrow();
    String path = link.substring(link.indexOf(origin) + origin.length()).strip();
    given().redirects().follow(false).get(path).then().statusCode(303)
        .header("Cache-Control", "no-store").header("Location", org.hamcrest.Matchers.startsWith(origin + "/recovery/freeze#token="));
  }

  private SecurityEvent removed() {
    return new AuthenticatorRemoved(OtherServices.anEvent(), account, Instant.now(), AuthenticatorType.TOTP, "My phone", Optional.empty());
  }

  @Test
  void keyRotation_givenALinkMadeBeforeTheSealKeyWasReplaced_thenItLeadsToThePageForItsLife(@TempDir Path folder) {
    String link = postgres.withTransaction(tx -> under(folder, "k1").make(tx, removed())).await().indefinitely();
    String token = link.substring(link.lastIndexOf('/') + 1);

    assertThat(under(folder, "k2", "k1").follow(token).await().indefinitely()).isPresent();
    assertThat(under(folder, "k2").follow(token).await().indefinitely()).isEmpty();
  }

  /// As after a restart with these seal keys, of which the first is the current one.
  private ShortLinks under(Path folder, String... ids) {
    try {
      Files.writeString(folder.resolve("seal-keys.json"), Stream.of(ids).map(id -> "{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"}".formatted(id,
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(id.getBytes(UTF_8), 32))))
          .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
      return new ShortLinks(postgres, freezeLinks, new KeyRing(new KeyDirectory(folder.toString())), new SecureRandom(), Clock.systemUTC(),
          URI.create(origin));
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
  }

  @Test
  void guessing_givenAShortLinkThatNobodyGot_thenNothingIsThere() {
    for (String guess : List.of("AAAAAAAAAAAAAAAA", "x", "%00", "..%2f..", "'or'1'='1")) {
      given().urlEncodingEnabled(false).redirects().follow(false).get("/v1/alerts/" + guess).then().statusCode(
          org.hamcrest.Matchers.oneOf(400, 404));
    }
  }
}
