package io.portcullis.auth;

import io.portcullis.testkit.ProblemCatalogue;
import org.junit.jupiter.api.Test;

class AuthProblemTest {

  @Test
  void everyProblemIsInTheCatalogue() {
    ProblemCatalogue.assertDocumented(AuthProblem.values());
  }
}
