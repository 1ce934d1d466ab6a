package io.portcullis.recovery;

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

/// OPS-9: what recovery-service refuses.
class WrongSettingTest {

  @TempDir Path keys;
  private Operator operator;

  @BeforeEach
  void allIsWell() {
    operator = new Operator(keys, RecoverySettings::check);
  }

  @Test
  void givenEverythingThatProductionWants_thenNothingIsFound() {
    assertThat(operator.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PORTCULLIS_RECOVERY_PASSWORD_LINK_LIFETIME,5m,portcullis.recovery.password.link-lifetime",
      "PORTCULLIS_RECOVERY_PASSWORD_LINK_LIFETIME,30d,portcullis.recovery.password.link-lifetime",
      "PORTCULLIS_RECOVERY_PASSWORD_REQUESTS_PER_NETWORK,0,portcullis.recovery.password.requests-per-network"})
  void wrongValue_thenItsKeyIsNamed(String variable, String value, String key) {
    assertThat(operator.sets(variable, value).findings()).extracting(Finding::key).containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"freeze-link-public.json", "tokens/auth-service", "tokens/session-service"})
  void missingKeyFile_thenTheFileIsNamed(String file) throws Exception {
    Files.delete(keys.resolve(file));
    assertThat(operator.findings()).extracting(Finding::problem).singleElement().asString().contains(file);
  }

  /// Every option of docs/settings.md, outside of its range in every way that we can think of.
  @ParameterizedTest
  @MethodSource("io.portcullis.testkit.WrongValues#rounds")
  void valueOutsideOfItsDocumentedRange_thenNoneOfThemStarts(Map<String, String> mistakes) {
    mistakes.forEach(operator::sets);
    assertThat(operator.findings()).extracting(Finding::variable).containsAll(mistakes.keySet());
  }
}
