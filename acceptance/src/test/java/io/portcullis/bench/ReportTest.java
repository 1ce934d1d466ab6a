package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report = Samples.report(1);

  @Test
  void aRowIsMeasuredInBareAnswersAndBareHashes_withoutWhatIdleCosts() {
    Measurement signIn = report.row(Scenarios.SIGN_IN).orElseThrow();
    // Idle costs 1 ms a second, and there are 100 requests in one: 0.01 ms each.
    assertThat(report.inBareAnswers(signIn).orElseThrow()).isCloseTo((50 - 0.01) / (1 - 0.01), within(1e-9));
    assertThat(report.inBareHashes(signIn)).isCloseTo((50 - 0.01) / 30, within(1e-9));
  }

  @Test
  void everyRowIsPrinted_withItsCpuRatiosAndAllocations() {
    var out = new ByteArrayOutputStream();
    report.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("CPU ms per request", "idle, per second", "bare answers", "bare hashes", "KiB per request");
    for (String row : Samples.ROWS) assertThat(text.lines().filter(line -> line.startsWith(row + " "))).as(row).hasSizeGreaterThanOrEqualTo(4);
  }
}
