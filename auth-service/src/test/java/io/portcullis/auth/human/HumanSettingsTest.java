package io.portcullis.auth.human;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.testkit.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-9 for human verification: a hosted provider's account is looked at before the service starts.
class HumanSettingsTest {

  private static final String SITE_KEY = "portcullis.human.hosted.site-key";
  private static final String SECRET_FILE = "portcullis.human.hosted.secret-file";

  @TempDir Path keys;
  private Operator operator;

  @BeforeEach
  void aHostedProvider() throws IOException {
    operator = new Operator(keys, HumanSettings::check).sets("PORTCULLIS_HUMAN_PROVIDER", "turnstile")
        .sets("PORTCULLIS_HUMAN_HOSTED_SITE_KEY", "0x4AAAAAAADnPIDROrmt1Wwj");
    secret("0x4AAAAAAADnPIDROrmt1WwjXXXXXXXXXXX");
  }

  private void secret(String text) throws IOException {
    Files.writeString(keys.resolve("human-secret"), text);
  }

  private List<String> found() {
    assertThat(operator.findings()).allSatisfy(finding -> {
      assertThat(finding.problem()).isNotBlank();
      assertThat(finding.remedy()).isNotBlank();
    });
    return operator.findings().stream().map(Finding::key).toList();
  }

  @ParameterizedTest
  @CsvSource({"0x4AAAAAAADnPIDROrmt1Wwj,0x4AAAAAAADnPIDROrmt1WwjXXXXXXXXXXX", "a5f74b19-9e45-40e0-b45d-47ff91b7a6c2,ES_0123456789abcdef",
      "6LcXXXXXAAAAAKxyz,AIzaSyXXXX"})
  void givenKeysOfOnesOwn_thenNothingIsFound(String siteKey, String secret) throws IOException {
    operator.sets("PORTCULLIS_HUMAN_HOSTED_SITE_KEY", siteKey);
    secret(secret + "\n");
    assertThat(found()).isEmpty();
  }

  /// As the providers' pages about testing list them, and spelt a little otherwise.
  @ParameterizedTest
  @ValueSource(strings = {"1x00000000000000000000AA", "2x00000000000000000000AB", "1x00000000000000000000BB",
      "2x00000000000000000000BB", "3x00000000000000000000FF", "1X00000000000000000000aa", " 1x00000000000000000000AA ",
      "10000000-ffff-ffff-ffff-000000000001", "20000000-ffff-ffff-ffff-000000000002",
      "30000000-ffff-ffff-ffff-000000000003", "10000000-FFFF-FFFF-FFFF-000000000001",
      "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI", "\"1x00000000000000000000AA\""})
  void a18TestKey_givenASiteKeyThatItsProviderPublishes_inProduction_thenItIsRefused_butNotWhereTheSuiteIsTriedOut(String key) {
    operator.sets("PORTCULLIS_HUMAN_HOSTED_SITE_KEY", key);
    assertThat(found()).containsExactly(SITE_KEY);
    operator.sets("QUARKUS_PROFILE", "trial");
    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x0000000000000000000000000000000AA", "2x0000000000000000000000000000000AA",
      "3x0000000000000000000000000000000AA", "0x0000000000000000000000000000000000000000",
      "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe", "\n1x0000000000000000000000000000000AA\n"})
  void a18TestKey_givenASecretThatItsProviderPublishes_inProduction_thenItIsRefused_andNotPrinted(String secret) throws IOException {
    secret(secret);
    assertThat(found()).containsExactly(SECRET_FILE);
    assertThat(operator.findings().toString()).doesNotContain(secret.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"turnstile", "hcaptcha", "recaptcha-enterprise", "RECAPTCHA_ENTERPRISE"})
  void givenNothingButTheProvidersName_thenAllThatIsMissingIsNamedAtOnce(String provider) throws IOException {
    operator.sets("PORTCULLIS_HUMAN_PROVIDER", provider).forgets("PORTCULLIS_HUMAN_HOSTED_SITE_KEY");
    Files.delete(keys.resolve("human-secret"));
    assertThat(found()).contains(SITE_KEY, SECRET_FILE);
    assertThat(found().contains("portcullis.human.hosted.project")).isEqualTo(provider.toLowerCase().startsWith("recaptcha"));
  }

  @Test
  void givenAnEmptySecret_thenItsFileIsNamed() throws IOException {
    secret(" \n");
    assertThat(found()).containsExactly(SECRET_FILE);
  }

  @Test
  void givenTheProviderThatNeedsNobody_thenNoAccountIsLookedFor() throws IOException {
    Files.delete(keys.resolve("human-secret"));
    operator.sets("PORTCULLIS_HUMAN_PROVIDER", "altcha").forgets("PORTCULLIS_HUMAN_HOSTED_SITE_KEY");
    assertThat(found()).isEmpty();
  }
}
