package io.portcullis.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.testkit.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-9: what notification-service refuses.
class WrongSettingTest {

  @TempDir Path keys;
  private Operator operator;

  @BeforeEach
  void allIsWell() {
    operator = new Operator(keys, NotificationSettings::check);
  }

  @Test
  void givenEverythingThatProductionWants_thenNothingIsFound() {
    assertThat(operator.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      PORTCULLIS_SMS_URL; ftp://sms.example/send; portcullis.sms.url
      PORTCULLIS_SMS_URL; file:///tmp/sms; portcullis.sms.url
      PORTCULLIS_SMS_URL; sms.example; portcullis.sms.url
      PORTCULLIS_SMS_SECOND_URL; sms.example; portcullis.sms.second-url
      PORTCULLIS_MAIL_REPORTS_SECRETS; whsec_dG9vLXNob3J0; portcullis.mail-reports.secrets
      PORTCULLIS_MAIL_REPORTS_SECRETS; bmV3ZXItc2VjcmV0LW9mLXRoZS10ZXN0cy0wMQ==; portcullis.mail-reports.secrets
      QUARKUS_MAILER_PORT; 0; quarkus.mailer.port
      QUARKUS_MAILER_FROM; Exchange; quarkus.mailer.from
      QUARKUS_MAILER_START_TLS; OPTIONAL; quarkus.mailer.start-tls
      QUARKUS_MAILER_START_TLS; always; quarkus.mailer.start-tls
      QUARKUS_MAILER_SECOND_HOST; mail2.example; quarkus.mailer.second.start-tls
      QUARKUS_MAILER_SECOND_PORT; 0; quarkus.mailer.second.port
      QUARKUS_MAILER_SECOND_TRUST_ALL; true; quarkus.mailer.second.trust-all
      QUARKUS_MAILER_THIRD_HOST; mail3.example; QUARKUS_MAILER_THIRD_HOST
      """)
  void wrongValue_thenItsKeyIsNamed(String variable, String value, String key) {
    assertThat(operator.sets(variable, value).findings()).extracting(Finding::key).contains(key);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      Portcullis; https://accounts.of-an.exchange.example
      Exchange of Zurich and Geneva; https://accounts.exchange.example
      [€xchange]; https://accounts.the-exchange.example
      Биржа; https://accounts.of-the-very-best-exchange.example
      """)
  void safe7_originThatLeavesNoRoomForLinksInATextMessage_thenItIsRefused(String brand, String origin) {
    assertThat(operator.sets("PORTCULLIS_BRAND", brand).sets("PORTCULLIS_ORIGIN", origin).findings())
        .extracting(Finding::key).containsExactly("portcullis.origin");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      Portcullis; https://accounts.an.exchange.example
      Exchange of Zürich and Geneva; https://id.the-exchange.example
      Börse {Δ}; https://accounts.exchange.example
      Биржа; https://accounts.of-an.exchange.example
      """)
  void safe7_originThatTextMessagesHaveRoomFor_thenNothingIsFound(String brand, String origin) {
    assertThat(operator.sets("PORTCULLIS_BRAND", brand).sets("PORTCULLIS_ORIGIN", origin).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"QUARKUS_MAILER_DKIM_ENABLED, true", "QUARKUS_MAILER_TRUSTSTORE_PATHS, /etc/trust.p12", "QUARKUS_MAILER_SSL, true",
      "QUARKUS_MAILER_BOUNCE_ADDRESS, bounces@exchange.example", "QUARKUS_MAILER_SECOND_NTLM_DOMAIN, exchange",
      "QUARKUS_MAILER_MOCK, true"})
  void ops9_givenAnOptionOfQuarkusMailerThatNobodyReads_thenItIsRefused(String variable, String value) {
    assertThat(operator.sets(variable, value).findings()).extracting(Finding::key).containsExactly(variable);
  }

  @Test
  void ops9_givenTheOptionsOfTheMailServer_thenTheyAreKnown() {
    operator.sets("PORTCULLIS_MAIL_REPORTS_SECRETS",
        "whsec_bmV3ZXItc2VjcmV0LW9mLXRoZS10ZXN0cy0wMQ==,whsec_b2xkZXItc2VjcmV0LW9mLXRoZS10ZXN0cy0wMQ==");
    for (String server : new String[] {"QUARKUS_MAILER_", "QUARKUS_MAILER_SECOND_"}) {
      operator.sets(server + "OWN_HOST_NAME", "accounts.exchange.example").sets(server + "AUTH_METHODS", "PLAIN LOGIN")
          .sets(server + "TLS_CONFIGURATION_NAME", "mail");
    }
    assertThat(operator.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PORTCULLIS_SMS_URL", "QUARKUS_MAILER_HOST", "QUARKUS_MAILER_FROM"})
  void developmentDefaultInProduction_thenItIsRefused(String variable) {
    assertThat(operator.forgets(variable).findings()).extracting(finding -> finding.key().replaceAll("[.-]", "_").toUpperCase())
        .containsExactly(variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"message-box.json", "freeze-link.json", "audit-log.json", "web-push.json"})
  void publicKeyWhereThePrivateOneBelongs_thenItIsRefused(String file) throws Exception {
    Files.writeString(keys.resolve(file), Files.readString(keys.resolve(file.replace(".json", "-public.json"))));
    assertThat(operator.findings()).extracting(Finding::key).containsExactly("portcullis.keys");
  }

  /// Every option of docs/settings.md, outside of its range in every way that we can think of.
  @ParameterizedTest
  @MethodSource("io.portcullis.testkit.WrongValues#rounds")
  void valueOutsideOfItsDocumentedRange_thenNoneOfThemStarts(Map<String, String> mistakes) {
    mistakes.forEach(operator::sets);
    assertThat(operator.findings()).extracting(Finding::variable).containsAll(mistakes.keySet());
  }
}
