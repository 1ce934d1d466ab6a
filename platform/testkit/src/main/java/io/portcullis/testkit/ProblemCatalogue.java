package io.portcullis.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// Holds the code to the promise of `docs/problems.md`: every problem a service can answer has a row there.
public final class ProblemCatalogue {

  private ProblemCatalogue() {}

  public static void assertDocumented(ProblemType... problems) {
    String page;
    try {
      page = Files.readString(TestStack.root().resolve("docs/problems.md"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    for (ProblemType problem : problems) {
      assertThat(page).as("docs/problems.md has a row for " + problem.slug())
          .contains("| `" + problem.slug() + "` | " + problem.status() + " | " + problem.title() + " |");
    }
  }
}
