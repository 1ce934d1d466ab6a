package io.portcullis.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

  @TempDir Path folder;

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final WatchedFiles files = new WatchedFiles(metrics, Clock.systemUTC());
  private final List<String> readings = new ArrayList<>();
  private Path path;

  @BeforeEach
  void inTheFolder() {
    path = folder.resolve("list");
  }

  @Test
  void givenAFile_whenItIsReplaced_thenTheNewOneIsInForce() throws IOException {
    Files.writeString(path, "old");
    WatchedFile<String> file = watch();
    assertThat(file.current()).contains("old");

    replace("newer");
    assertThat(file.current()).contains("old");
    files.refresh();

    assertThat(file.current()).contains("newer");
    assertThat(isUpToDate()).isTrue();
  }

  @Test
  void givenAFile_whenNothingChanges_thenItIsReadOnce() throws IOException {
    Files.writeString(path, "old");
    watch();

    files.refresh();
    files.refresh();

    assertThat(readings).containsExactly("old");
  }

  @Test
  void givenAFile_whenAnotherOfTheSameLengthAndAgeTakesItsPlace_thenItIsRead() throws IOException {
    Files.writeString(path, "old");
    FileTime age = Files.getLastModifiedTime(path);
    WatchedFile<String> file = watch();

    Path aside = Files.writeString(folder.resolve("aside"), "new");
    Files.setLastModifiedTime(aside, age);
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    files.refresh();

    assertThat(file.current()).contains("new");
  }

  @Test
  void givenAGoodFile_whenAMalformedOneReplacesIt_thenTheGoodOneStaysInForceAndTheBadOneIsReadOnce() throws IOException {
    Files.writeString(path, "old");
    WatchedFile<String> file = watch();

    replace("malformed");
    files.refresh();
    files.refresh();
    assertThat(file.current()).contains("old");
    assertThat(isUpToDate()).isFalse();
    assertThat(readings).containsExactly("old", "malformed");

    replace("mended");
    files.refresh();
    assertThat(file.current()).contains("mended");
    assertThat(isUpToDate()).isTrue();
  }

  @Test
  void givenAFile_whenItIsTakenAway_thenItStaysInForceUntilItIsBack() throws IOException {
    Files.writeString(path, "old");
    WatchedFile<String> file = watch();

    Path away = Files.move(path, folder.resolve("away"));
    files.refresh();
    assertThat(file.current()).contains("old");
    assertThat(isUpToDate()).isFalse();

    Files.move(away, path);
    files.refresh();
    assertThat(file.current()).contains("old");
    assertThat(isUpToDate()).isTrue();
  }

  @Test
  void givenNoFileAtStart_thenTheServiceStartsAndTakesItWhenItIsThere() throws IOException {
    WatchedFile<String> file = watch();
    assertThat(file.current()).isEmpty();
    assertThat(isUpToDate()).isFalse();

    Files.writeString(path, "late");
    files.refresh();

    assertThat(file.current()).contains("late");
    assertThat(isUpToDate()).isTrue();
  }

  @Test
  void givenAFolderInPlaceOfAFile_thenTheServiceStartsWithoutIt() throws IOException {
    Files.createDirectory(path);

    assertThat(watch().current()).isEmpty();
    assertThat(isUpToDate()).isFalse();
  }

  @Test
  void givenAWriterInTheMiddle_whenTheFileIsRead_thenHalfOfItIsNeverInForce() throws IOException {
    Files.writeString(path, "half");
    WatchedFile<String> file = files.watch("list", path, from -> {
      String content = read(from);
      if (content.equals("half")) {
        Files.writeString(from, "half and half");
      }
      return content;
    });
    assertThat(file.current()).isEmpty();

    files.refresh();

    assertThat(file.current()).contains("half and half");
  }

  private WatchedFile<String> watch() {
    return files.watch("list", path, this::read);
  }

  private String read(Path from) throws IOException, MalformedFile {
    String content = Files.readString(from);
    readings.add(content);
    if (content.equals("malformed")) {
      throw new MalformedFile("line 1");
    }
    return content;
  }

  private void replace(String content) throws IOException {
    Path aside = Files.writeString(folder.resolve("aside"), content);
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean isUpToDate() {
    return metrics.get("portcullis.watched.file.current").tag("file", "list").gauge().value() == 1;
  }
}
