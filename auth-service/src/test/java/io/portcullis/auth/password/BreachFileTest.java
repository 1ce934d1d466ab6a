package io.portcullis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.runtime.file.MalformedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreachFileTest {

  @TempDir Path folder;

  private static String digest(String password) throws Exception {
    return HexFormat.of().withUpperCase().formatHex(
        MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
  }

  private BreachFile list(List<String> lines, String lineEnd) throws Exception {
    Path file = folder.resolve("breached");
    Files.writeString(file, String.join(lineEnd, lines) + lineEnd);
    return BreachFile.open(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7, 50, 1_003, 20_000})
  void everyListedDigestIsFoundAndNoOther(int size) throws Exception {
    var digests = new TreeSet<String>();
    for (int i = 0; i < size; i++) {
      digests.add(digest("listed " + i));
    }
    var lines = new ArrayList<String>();
    for (String digest : digests) {
      lines.add(lines.size() % 3 == 0 ? digest : digest + ':' + lines.size() * 7919L);
    }
    for (String lineEnd : List.of("\n", "\r\n")) {
      BreachFile file = list(lines, lineEnd);
      for (String digest : digests) {
        assertThat(file.contains(digest)).as(digest).isTrue();
      }
      for (int i = 0; i < 1_000; i++) {
        assertThat(file.contains(digest("unlisted " + i))).isFalse();
      }
      assertThat(file.contains("0".repeat(40))).isFalse();
      assertThat(file.contains("F".repeat(40))).isFalse();
    }
  }

  @Test
  void aFileWithoutAnEndOfItsLastLineIsWhole() throws Exception {
    Path file = folder.resolve("breached");
    Files.writeString(file, "A".repeat(40) + ":3\n" + "B".repeat(40) + ":4");
    assertThat(BreachFile.open(file).contains("B".repeat(40))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "password\n", "<html>not found</html>",
      "b\n", "0123456789ABCDEF0123456789ABCDEF0123456\n", "0123456789abcdef0123456789abcdef01234567:1\n",
      "0123456789ABCDEF0123456789ABCDEF01234567;1\n", "0123456789ABCDEF0123456789ABCDEF01234567:one\n",
      "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB:1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA:1\n",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA:1\nBBBBBBBBBBBBBBBBBBBB"})
  void whatIsNoSortedListIsRefused(String content) throws IOException {
    Path file = folder.resolve("breached");
    Files.writeString(file, content);
    assertThatThrownBy(() -> BreachFile.open(file)).isInstanceOf(MalformedFile.class);
  }

  @Test
  void aListInAnotherOrderIsRefused() throws Exception {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      lines.add(digest("unsorted " + i) + ":1");
    }
    assertThatThrownBy(() -> list(lines, "\n")).isInstanceOf(MalformedFile.class);
  }

  @Test
  void givenAFile_whenItIsCutShort_thenTheSearchFailsAndTheProcessLives() throws Exception {
    var digests = new TreeSet<String>();
    for (int i = 0; i < 5_000; i++) {
      digests.add(digest("cut " + i));
    }
    BreachFile file = list(List.copyOf(digests), "\n");
    Files.writeString(folder.resolve("breached"), digests.first().substring(0, 20));
    assertThatThrownBy(() -> file.contains(digests.last())).isInstanceOf(IOException.class);
  }
}
