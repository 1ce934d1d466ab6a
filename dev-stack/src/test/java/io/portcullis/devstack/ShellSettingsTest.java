package io.portcullis.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellSettingsTest {

  private final SourceTree tree = SourceTree.find();

  @ParameterizedTest
  @ValueSource(strings = {"PORTCULLIS_BRAND", "PORTCULLIS_SESSION_IDLE", "PORTCULLIS_CHECK_RULES_0__PATH", "PORTCULLIS_CHECK_RULES_0__METHODS",
      "PORTCULLIS_RISK_NETWORKS_TOR_EXITS_WEIGHT", "PORTCULLIS_SMS_NUMBERS_COUNTRIES", "PORTCULLIS_SERVICE_TOKEN_CALLERS"})
  void settingOfAService_thenItIsPassed_andSaid(String name) {
    ShellSettings settings = ShellSettings.of(Map.of(name, "x", "HOME", "/root"), tree);
    assertThat(settings.passed()).isEqualTo(Map.of(name, "x"));
    assertThat(settings.said()).containsExactly("From this shell: " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PORTCULLIS_ORIGIN", "PORTCULLIS_DATABASE", "PORTCULLIS_DATABASE_PASSWORD", "PORTCULLIS_REDIS", "PORTCULLIS_KEYS",
      "PORTCULLIS_SERVICES_SESSION", "PORTCULLIS_SERVICE_TOKEN_ISSUER", "PORTCULLIS_TRUSTED_PROXIES"})
  void settingOfTheStackItself_thenItIsLeftOut_andSaid(String name) {
    ShellSettings settings = ShellSettings.of(Map.of(name, "x"), tree);
    assertThat(settings.passed()).isEmpty();
    assertThat(settings.said()).singleElement().asString().startsWith(name).contains("the stack sets its own");
  }

  @Test
  void nameThatNoServiceHas_thenItIsLeftOut_andSaid() {
    ShellSettings settings = ShellSettings.of(Map.of("PORTCULLIS_SESION_IDLE", "5m"), tree);
    assertThat(settings.passed()).isEmpty();
    assertThat(settings.said()).singleElement().asString().contains("PORTCULLIS_SESION_IDLE", "no service has such a setting");
  }

  @Test
  void whatSpeaksToTheLauncher_thenNothingIsSaid() {
    assertThat(ShellSettings.of(Map.of("PORTCULLIS_NATIVE", "true", "PORTCULLIS_TEST_PORT_BASE", "12080", "PATH", "/bin"), tree))
        .isEqualTo(ShellSettings.of(Map.of(), tree));
  }
}
