package io.portcullis.recovery;

import io.portcullis.testkit.ProblemCatalogue;
import org.junit.jupiter.api.Test;

class RecoveryProblemTest {
  @Test
  void everyProblemIsInTheCatalogue() {
    ProblemCatalogue.assertDocumented(RecoveryProblem.values());
  }
}
