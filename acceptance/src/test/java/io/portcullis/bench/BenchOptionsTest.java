package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  @Test
  void thePageLiesBesideTheJson() {
    assertThat(BenchOptions.parse().html()).isEqualTo(Path.of("acceptance/target/bench.html"));
    assertThat(BenchOptions.parse("--json", "old").html()).isEqualTo(Path.of("old.html"));
  }

  @Test
  void aRunOverManySessions_leavesTheUsualResultAlone() {
    assertThat(BenchOptions.parse("--sessions", "10000").json()).isNotEqualTo(BenchOptions.parse().json());
  }

  @Test
  void theBaselineIsAFile() {
    assertThat(BenchOptions.parse().baseline()).isEmpty();
    assertThat(BenchOptions.parse("--baseline", "old.json").baseline()).contains(Path.of("old.json"));
    assertThatThrownBy(() -> BenchOptions.parse("--baseline")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("--baseline FILE");
  }
}
