package io.portcullis.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.testkit.Operator;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-9: what mfa-service refuses.
class WrongSettingTest {

  @TempDir Path keys;
  private Operator operator;

  @BeforeEach
  void allIsWell() {
    operator = new Operator(keys, MfaSettings::check);
  }

  @Test
  void givenEverythingThatProductionWants_thenNothingIsFound() {
    assertThat(operator.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accounts.exchange.example", "exchange.example"})
  void relyingPartyOfTheOriginOrADomainAbove_thenItIsAccepted(String id) {
    assertThat(operator.sets("PORTCULLIS_MFA_WEBAUTHN_RP_ID", id).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      PORTCULLIS_MFA_WEBAUTHN_RP_ID; other.example; portcullis.mfa.webauthn.rp-id
      PORTCULLIS_MFA_WEBAUTHN_RP_ID; login.accounts.exchange.example; portcullis.mfa.webauthn.rp-id
      PORTCULLIS_MFA_WEBAUTHN_RP_ID; change.example; portcullis.mfa.webauthn.rp-id
      PORTCULLIS_MFA_WEBAUTHN_RP_ID; example; portcullis.mfa.webauthn.rp-id
      PORTCULLIS_MFA_WEBAUTHN_RP_ID; https://exchange.example; portcullis.mfa.webauthn.rp-id
      PORTCULLIS_MFA_WEBAUTHN_ORIGINS; https://accounts.exchange.example/; portcullis.mfa.webauthn.origins
      PORTCULLIS_MFA_WEBAUTHN_ORIGINS; http://accounts.exchange.example; portcullis.mfa.webauthn.origins
      PORTCULLIS_MFA_WEBAUTHN_ATTESTATION; always; portcullis.mfa.webauthn.attestation
      PORTCULLIS_MFA_CODES_SMS_A_DAY; 10; portcullis.mfa.codes.sms-a-day
      PORTCULLIS_MFA_CODES_PER_ACCOUNT_AN_HOUR; 0; portcullis.mfa.codes.per-account-an-hour
      """)
  void wrongValue_thenItsKeyIsNamed(String variable, String value, String key) {
    assertThat(operator.sets(variable, value).findings()).extracting(Finding::key).contains(key);
  }

  /// Every option of docs/settings.md, outside of its range in every way that we can think of.
  @ParameterizedTest
  @MethodSource("io.portcullis.testkit.WrongValues#rounds")
  void valueOutsideOfItsDocumentedRange_thenNoneOfThemStarts(Map<String, String> mistakes) {
    mistakes.forEach(operator::sets);
    assertThat(operator.findings()).extracting(Finding::variable).containsAll(mistakes.keySet());
  }
}
