package io.portcullis.notification;

import io.portcullis.testkit.ProblemCatalogue;
import org.junit.jupiter.api.Test;

class ProblemCatalogueTest {

  @Test
  void givenEveryProblemOfThisService_thenTheCatalogueExplainsIt() {
    ProblemCatalogue.assertDocumented(NotificationProblem.values());
  }
}
