package io.portcullis.mfa;

import io.portcullis.testkit.ProblemCatalogue;
import org.junit.jupiter.api.Test;

class MfaProblemTest {

  @Test
  void everyProblemStandsInTheCatalogue() {
    ProblemCatalogue.assertDocumented(MfaProblem.values());
  }
}
