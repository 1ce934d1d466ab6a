package io.portcullis.session;

import io.portcullis.testkit.ProblemCatalogue;
import org.junit.jupiter.api.Test;

class ProblemCatalogueTest {

  @Test
  void givenAProblemOfThisService_thenTheCatalogueExplainsIt() {
    ProblemCatalogue.assertDocumented(SessionProblem.values());
  }
}
