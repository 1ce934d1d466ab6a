package io.portcullis.acceptance.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Optional;

/// A program that is not ours and that a test needs. Without it the test is skipped, but fails where `CI` is set: there a
/// skipped test would be one that nobody runs.
public final class RequiredTool {

  private RequiredTool() {}

  public static Path orSkip(Optional<Path> tool, String hint) {
    if (System.getenv("CI") == null) {
      assumeThat(tool).as(hint).isPresent();
    }
    assertThat(tool).as(hint).isPresent();
    return tool.orElseThrow();
  }
}
