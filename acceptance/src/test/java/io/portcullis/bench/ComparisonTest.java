package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portcullis.bench.Comparison.Change;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Comparison halved = Comparison.of("before.json", Samples.report(1), Samples.report(0.5));

  @Test
  void eachRowIsSetBesideItsOwn_withTheRatio() {
    assertThat(change("refresh", Figure.POSTGRES).ratio().orElseThrow()).isCloseTo(0.5, within(1e-9));
    assertThat(change("refresh", Figure.PER_SECOND).ratio().orElseThrow()).isCloseTo(2, within(1e-9));
    assertThat(change("refresh", Figure.ALLOCATED).text()).isEqualTo("42.5 → 21.3  ×0.500");
    assertThat(change("bare hash", Figure.CPU).ratio()).contains(1.0);
    assertThat(change(Report.IDLE, Figure.CPU).ratio()).contains(1.0);
  }

  @Test
  void ofASignIn_theHashIsTakenAway_asNoChangeOfOursMakesItCheaper() {
    Change beyond = change("sign-in less the bare hash", Figure.CPU);
    // 50 and 25 ms of the whole suite; idle it uses 1 ms a second, in which there are 100 and 200 requests.
    assertThat(beyond.before().orElseThrow()).isCloseTo(50 - 0.01 - 30, within(1e-9));
    assertThat(beyond.after().orElseThrow()).isCloseTo(25 - 0.005 - 30, within(1e-9));
  }

  @Test
  void aRowOrFigureThatOneRunLacks_hasNoRatio() {
    Report all = Samples.report(1);
    Report fewer = new Report(all.machine(), 2, 16, 8, all.bareHash(), all.idleCpuMillisPerSecond(), all.scenarios().subList(0, 2), all.pssKib());
    assertThat(change(Comparison.of("", fewer, all), "refresh", Figure.P99).text()).startsWith("– → ").doesNotContain("×");
    assertThat(change(Comparison.of("", all, fewer), "refresh", Figure.P99).text()).endsWith(" → –");
    assertThat(new Change(Optional.of(0.0), Optional.of(1.0)).ratio()).isEmpty();
  }

  @Test
  void theSizesOfTheManySessions_areRowsOfTheirOwn() {
    Comparison sizes = Comparison.of("before.json", Samples.scale(1), Samples.scale(3));
    assertThat(sizes.rows()).extracting(Comparison.Row::name).containsExactly("opening, 10,000 sessions", "refresh, 10,000 sessions",
        "opening, 1,000,000 sessions", "refresh, 1,000,000 sessions");
    assertThat(change(sizes, "refresh, 1,000,000 sessions", Figure.CPU).ratio().orElseThrow()).isCloseTo(3, within(1e-9));
  }

  @Test
  void everyRowIsPrinted() {
    var out = new ByteArrayOutputStream();
    halved.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    for (String row : Samples.ROWS) assertThat(lines).anyMatch(line -> line.startsWith(row + " ") && line.contains("×0.500"));
    assertThat(lines).anyMatch(line -> line.contains("before.json"));
  }

  private Change change(String row, Figure figure) {
    return change(halved, row, figure);
  }

  private static Change change(Comparison comparison, String row, Figure figure) {
    Map<Figure, Change> changes = comparison.rows().stream().filter(one -> one.name().equals(row)).findFirst().orElseThrow().changes();
    return changes.get(figure);
  }
}
