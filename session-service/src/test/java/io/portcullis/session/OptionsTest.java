package io.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The README's table of options is the whole of them, with their defaults.
class OptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"AccessTokenConfig", "apikey.ApiKeyConfig", "lifecycle.SessionConfig", "key.KeyConfig", "discovery.WellKnownConfig", "check.CheckConfig",
      "place.PlacesConfig", "risk.NetworkListConfig$ListConfig", "risk.RiskConfig", "risk.RiskConfig$Weights", "risk.TrustConfig"})
  void everyOptionIsInTheReadme(String mapping) throws ReflectiveOperationException, IOException {
    String readme = Files.readString(Path.of("README.md"));
    Class<?> config = Class.forName("io.portcullis.session." + mapping);
    for (Method option : Arrays.stream(config.getDeclaredMethods()).filter(m -> !m.isDefault() && !m.getReturnType().isMemberClass()).toList()) {
      assertThat(readme).contains(option.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "`");
      if (option.isAnnotationPresent(WithDefault.class)) {
        assertThat(readme).contains("`" + option.getAnnotation(WithDefault.class).value() + "`");
      }
    }
  }
}
