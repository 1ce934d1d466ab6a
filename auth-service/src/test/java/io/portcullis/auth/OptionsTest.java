package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The README's table of options is the whole of them, with their defaults.
class OptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"io.portcullis.auth.password.PasswordConfig", "io.portcullis.auth.throttle.LimitsConfig",
      "io.portcullis.auth.approval.ApprovalConfig", "io.portcullis.auth.hold.HoldConfig",
      "io.portcullis.auth.export.ExportConfig",
      "io.portcullis.auth.human.HumanConfig", "io.portcullis.auth.human.HumanConfig$Altcha",
      "io.portcullis.auth.human.HumanConfig$Hosted"})
  void everyOptionIsInTheReadme(String mapping) throws ReflectiveOperationException, IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (Method option : Arrays.stream(Class.forName(mapping).getDeclaredMethods()).filter(m -> !m.isDefault()).toList()) {
      assertThat(readme).contains(option.getName().replaceAll("([A-Z])", "-$1").toLowerCase());
      if (option.isAnnotationPresent(WithDefault.class)) {
        assertThat(readme).contains(option.getAnnotation(WithDefault.class).value());
      }
    }
  }
}
