package io.portcullis.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
  @TempDir Path folder;

  @Test
  void noCache_isNotUsed() {
    assertThat(AotCache.beside(folder.resolve("quarkus-run.jar")).use(List.of("-Xmx96m"))).isEmpty();
  }

  @Test
  void cache_isUsed_butNotByTheServiceThatIsInTraining() throws IOException {
    Path cache = Files.createFile(folder.resolve("app.aot"));
    AotCache trained = AotCache.beside(folder.resolve("quarkus-run.jar"));

    assertThat(trained.use(List.of("-Xmx96m"))).contains("-XX:AOTCache=" + cache);
    assertThat(trained.use(List.of(AotCache.RECORDING.split(" ")))).isEmpty();
  }
}
