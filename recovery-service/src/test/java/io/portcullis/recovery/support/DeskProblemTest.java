package io.portcullis.recovery.support;

import io.portcullis.testkit.ProblemCatalogue;
import org.junit.jupiter.api.Test;

class DeskProblemTest {
  @Test
  void everyProblemIsInTheCatalogue() {
    ProblemCatalogue.assertDocumented(DeskProblem.values());
  }
}
