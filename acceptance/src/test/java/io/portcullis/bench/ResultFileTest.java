package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  /// As the benchmark wrote it before it measured allocations and kept histograms.
  private static final String OLDER = """
      {"machine": "Linux", "cores": 2, "connections": 16, "seconds": 8,
       "bareHash": {"memoryKib": 19456, "passes": 2, "hashes": 100, "cpuMillis": 30.5, "millis": 31.0},
       "idleCpuMillisPerSecond": {"auth-service": 4.0, "postgres": 2.0, "load client": 0.0},
       "scenarios": [{"scenario": "refresh", "requests": 800, "errors": 0, "perSecond": 100.0, "p50Millis": 6.5, "p95Millis": 9.5,
         "p99Millis": 17.5, "maxMillis": 30.5, "cpuMillisPerRequest": {"auth-service": 0.5, "postgres": 0.25, "load client": 0.1},
         "suiteCpuMillisPerRequest": 0.75}],
       "pssKib": {"auth-service": 200000}}
      """;

  @TempDir
  private Path folder;

  @Test
  void aWrittenResult_isReadAsItWas() throws IOException {
    Path file = folder.resolve("new/result.json");
    ResultFile.write(file, Samples.report(1));
    assertThat(ResultFile.read(file, Report.class)).isEqualTo(Samples.report(1));

    ResultFile.write(file, Samples.scale(1));
    assertThat(ResultFile.read(file, ScaleReport.class)).isEqualTo(Samples.scale(1));
  }

  @Test
  void theFormStaysThatOfOlderFiles() throws IOException {
    Path file = folder.resolve("result.json");
    ResultFile.write(file, Samples.report(1));
    JsonNode older = new ObjectMapper().readTree(OLDER);
    JsonNode now = new ObjectMapper().readTree(file.toFile());
    assertThat(now.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(() -> older.fieldNames());
    assertThat(now.path("scenarios").get(0).fieldNames()).toIterable().containsAll(() -> older.path("scenarios").get(0).fieldNames())
        .contains("latencies", "allocatedKibPerRequest");
  }

  @Test
  void anOlderFile_isReadWithoutWhatItLacks() throws IOException {
    Report older = ResultFile.read(written(OLDER), Report.class);
    Measurement refresh = older.row("refresh").orElseThrow();
    assertThat(refresh.latency()).isEqualTo(new Latency(6.5, 9.5, 17.5, 30.5, null));
    assertThat(refresh.latency().bins()).isEmpty();
    assertThat(older.figures().get("refresh")).containsEntry(Figure.P99, 17.5).containsEntry(Figure.POSTGRES, 0.25)
        .doesNotContainKey(Figure.ALLOCATED);
  }

  @Test
  void aNewerFile_isReadWithoutWhatWeDoNotKnow() throws IOException {
    assertThat(ResultFile.read(written(OLDER.replaceFirst("\\{", "{\"moonPhase\": 3,")), Report.class).scenarios()).hasSize(1);
  }

  @Test
  void whatIsNoResultOfTheKind_isRefusedInWordsForAPerson() throws IOException {
    assertThatThrownBy(() -> ResultFile.read(folder.resolve("none.json"), Report.class))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no result to read").hasMessageContaining("none.json");
    for (String wrong : new String[] {"{\"scenarios\": [", "[]", "{}", "null"}) {
      Path file = written(wrong);
      assertThatThrownBy(() -> ResultFile.read(file, Report.class)).as(wrong)
          .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is not the result of a run");
    }
    Path ofManySessions = folder.resolve("sessions.json");
    ResultFile.write(ofManySessions, Samples.scale(1));
    assertThatThrownBy(() -> ResultFile.read(ofManySessions, Report.class)).hasMessageContaining("of this kind");
  }

  private Path written(String json) throws IOException {
    return Files.writeString(folder.resolve("given.json"), json);
  }
}
