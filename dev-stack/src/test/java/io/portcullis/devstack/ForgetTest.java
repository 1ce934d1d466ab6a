package io.portcullis.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetTest {
  @TempDir
  Path folder;

  @Test
  void givenTheDatabaseLiesElsewhere_whenForgotten_thenItGoesWithTheState() throws IOException {
    Path state = Files.createDirectories(folder.resolve("state/postgres")).getParent();
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/data"));
    Files.writeString(elsewhere.resolve("1"), "rows");
    Files.writeString(state.resolve("postgres/elsewhere"), elsewhere.getParent().toString());

    DevStack.forget(state);

    assertThat(folder).isEmptyDirectory();
  }
}
