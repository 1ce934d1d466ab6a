package io.portcullis.acceptance.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.house.RequiredTool;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages agree with the API that they call. esbuild leaves types out, and so looks at none.
class TypesTest {
  private static final Path WEB = Path.of("../web");
  private static final String TYPESCRIPT = "/META-INF/resources/webjars/typescript";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"openapi.json, src/main/pages/api/schema.d.ts", "openapi-support.json, src/main/staff/api/schema.d.ts"})
  void ops6_givenThePublishedDocument_thenTheTypesOfThePagesWereMadeOfIt(String document, String types)
      throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of("../docs", document)));
    assertThat(Files.readAllLines(WEB.resolve(types)).getFirst()).as("in web/: npm ci && npm run api")
        .isEqualTo("// docs/" + document + ", SHA-256 " + HexFormat.of().formatHex(digest));
  }

  @Test
  void ops6_givenThePages_thenTypeScriptHasNothingToSay() throws IOException, URISyntaxException, InterruptedException {
    Path node = RequiredTool.orSkip(node(), "the pages' types are checked by TypeScript: install the package nodejs");
    copy(WEB.resolve("src/main"), folder.resolve("src/main"));
    Files.copy(WEB.resolve("tsconfig.json"), folder.resolve("tsconfig.json"));
    copy(webjar(WEB.resolve("target/unpacked"), "preact"), folder.resolve("node_modules/preact"));
    Path jar = Path.of(TypesTest.class.getResource(TYPESCRIPT).toURI().getSchemeSpecificPart().replaceFirst("^file:", "").replaceFirst("!.*", ""));
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
      copy(only(inside.getPath(TYPESCRIPT)), folder.resolve("typescript"));
    }

    Process check = new ProcessBuilder(node.toString(), folder.resolve("typescript/lib/tsc.js").toString(), "-p", "tsconfig.json")
        .directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), UTF_8);

    assertThat(said).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  private static Optional<Path> node() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator)).flatMap(folder -> List.of(Path.of(folder, "node"),
        Path.of(folder, "nodejs")).stream()).filter(Files::isExecutable).findFirst();
  }

  private static Path webjar(Path unpacked, String name) throws IOException {
    return only(unpacked.resolve("META-INF/resources/webjars").resolve(name));
  }

  /// A webjar has a folder for its version.
  private static Path only(Path parent) throws IOException {
    try (Stream<Path> versions = Files.list(parent)) {
      return versions.findFirst().orElseThrow();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
