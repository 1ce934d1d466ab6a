package io.portcullis.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose name the subject of a service token proves.
class CallingServiceTest {

  @ParameterizedTest
  @CsvSource({
      "system:serviceaccount:portcullis:,         system:serviceaccount:portcullis:auth-service,      auth-service",
      "system:serviceaccount:portcullis:,         system:serviceaccount:payments:withdrawals,         payments:withdrawals",
      "house/,                                    house/auth-service,                                 auth-service",
  })
  void givenAnAccountOfTheHouse_orOfAnotherNamespace_thenItsNameSaysWhich(String house, String subject, String name) {
    assertThat(CallingService.of(subject, house)).contains(new CallingService(name));
  }

  @ParameterizedTest
  @CsvSource({
      "system:serviceaccount:portcullis:, system:serviceaccount:auth-service",
      "system:serviceaccount:portcullis:, system:serviceaccount::auth-service",
      "system:serviceaccount:portcullis:, system:serviceaccount:payments:",
      "system:serviceaccount:portcullis:, system:serviceaccount:payments:a:b",
      "system:serviceaccount:portcullis:, auth-service",
      "system:serviceaccount:portcullis:, system:node:auth-service",
      "house/,                            other:auth-service",
      "house:,                            other:auth-service",
  })
  void forgery_givenAnotherSubject_thenItIsNobodys_letAloneOneOfTheHouse(String house, String subject) {
    assertThat(CallingService.of(subject, house)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"evil:auth-service", "evil:recovery-service"})
  void forgery_givenAnAccountOfAnotherNamespaceWithANameOfTheHouse_thenItIsNotOfTheHouse(String account) {
    assertThat(CallingService.of("system:serviceaccount:" + account, "system:serviceaccount:portcullis:"))
        .isEqualTo(Optional.of(new CallingService(account)));
  }
}
