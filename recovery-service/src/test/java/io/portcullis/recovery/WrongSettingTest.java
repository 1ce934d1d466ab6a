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

  private void hasAProvider() {
    operator.sets("PORTCULLIS_STAFF_ISSUER", "https://id.exchange.example/realms/staff")
        .sets("PORTCULLIS_STAFF_KEYS_URL", "https://id.exchange.example/keys").sets("PORTCULLIS_STAFF_AUDIENCE", "support-desk");
  }

  @Test
  void givenAnOidcProviderForStaff_thenNothingIsFound() {
    hasAProvider();
    assertThat(operator.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PORTCULLIS_STAFF_ISSUER", "PORTCULLIS_STAFF_KEYS_URL", "PORTCULLIS_STAFF_AUDIENCE"})
  void halfAProvider_givenOneSettingOfItIsMissing_thenItIsNamed(String missing) {
    hasAProvider();
    operator.forgets(missing);
    assertThat(operator.findings()).extracting(Finding::variable).containsExactly(missing);
  }

  /// A37: tokens of customers and of services must never be those of staff.
  @ParameterizedTest
  @CsvSource({"PORTCULLIS_STAFF_ISSUER,https://accounts.exchange.example", "PORTCULLIS_STAFF_ISSUER,https://kubernetes.default.svc.cluster.local",
      "PORTCULLIS_STAFF_ISSUER,http://id.exchange.internal", "PORTCULLIS_STAFF_KEYS_URL,http://id.exchange.internal/keys",
      "PORTCULLIS_STAFF_AUDIENCE,portcullis", "PORTCULLIS_STAFF_AUDIENCE,recovery-service", "PORTCULLIS_STAFF_PORT,8085",
      "PORTCULLIS_STAFF_PORT,9000", "PORTCULLIS_STAFF_ROLE_SUPPORT,lead", "PORTCULLIS_DESK_ZONE,Middle/Earth", "PORTCULLIS_DESK_OPENS,23"})
  void a37_givenASettingThatWouldMixStaffUpWithOthers_thenItIsNamed(String variable, String value) {
    hasAProvider();
    operator.sets(variable, value);
    assertThat(operator.findings()).extracting(Finding::variable).containsExactly(variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"freeze-link-public.json", "tokens/auth-service", "tokens/session-service"})
  void missingKeyFile_thenTheFileIsNamed(String file) throws Exception {
    Files.delete(keys.resolve(file));
    assertThat(operator.findings()).extracting(Finding::problem).singleElement().asString().contains(file);
  }

  @Test
  void missingTokenOfTheDesk_thenItIsNamed_whereThereIsADesk() throws Exception {
    Files.delete(keys.resolve("tokens/notification-service"));
    assertThat(operator.findings()).isEmpty();
    hasAProvider();
    assertThat(operator.findings()).extracting(Finding::problem).singleElement().asString().contains("tokens/notification-service");
  }

  @Test
  void missingTokenForTheExchange_andBoundsThatDoNotAscend_thenBothAreNamed_whereBalancesAreAskedFor() throws Exception {
    Files.deleteIfExists(keys.resolve("tokens/exchange"));
    operator.sets("PORTCULLIS_RECOVERY_KNOWLEDGE_BALANCE_BOUNDS", "100,100");
    assertThat(operator.findings()).isEmpty();
    operator.sets("PORTCULLIS_RECOVERY_KNOWLEDGE_BALANCE_URL", "https://exchange.example/balances");
    assertThat(operator.findings()).extracting(Finding::problem).anySatisfy(problem -> assertThat(problem).contains("tokens/exchange"))
        .anySatisfy(problem -> assertThat(problem).contains("ascending")).hasSize(2);
  }

  /// Every option of docs/settings.md, outside of its range in every way that we can think of.
  @ParameterizedTest
  @MethodSource("io.portcullis.testkit.WrongValues#rounds")
  void valueOutsideOfItsDocumentedRange_thenNoneOfThemStarts(Map<String, String> mistakes) {
    mistakes.forEach(operator::sets);
    assertThat(operator.findings()).extracting(Finding::variable).containsAll(mistakes.keySet());
  }
}
