package io.portcullis.acceptance.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/settings.md says of every setting what the code says of it. The services' modules must be compiled.
class SettingsDocumentTest {

  private static final Path ROOT = Path.of("..");
  private static final String OPTIONS = "target/classes/META-INF/portcullis/options.tsv";
  private static final Path NAMES = Path.of("platform/runtime/src/main/resources/META-INF/portcullis/options-of-the-suite.tsv");
  private static final List<String> SERVICES =
      List.of("auth-service", "mfa-service", "session-service", "notification-service", "recovery-service");
  private static final String RUNTIME = "platform/runtime";

  @Test
  void givenTheOptionsOfTheCode_thenThePublishedDocumentListsThem() throws IOException {
    var document = new StringBuilder("""
        # Settings

        This file is made from the code; `SettingsDocumentTest` holds it. Each setting has two spellings: one for properties
        files, one for the environment, which wins. A service checks all of its settings when it starts. It names every wrong one and
        ends with exit code 78, as it does for `PORTCULLIS_…` names that no service has.

        - With `--check` as argument a service checks its settings and ends: 0 when all are good.
        - A duration is written `30s`, `5m`, `12h` or `7d`, a size `64K` or `1M`. Commas stand between the elements of a list.
        - `*` in a name stands for a name of your choice, `[*]` for `[0]`, `[1]` and so on (`_0__` in the environment).
        - "must be set": outside of the profiles `dev`, `test` and `trial` the built-in value is refused.

        """);
    document.append("## Every service\n\n").append(table(options(RUNTIME), builtIn(RUNTIME, "META-INF/microprofile-config.properties")));
    for (String service : SERVICES) {
      Map<String, String> builtIn = builtIn(RUNTIME, "META-INF/microprofile-config.properties");
      builtIn.putAll(builtIn(service, "application.properties"));
      document.append("\n## ").append(service).append("\n\n").append(table(options(service), builtIn));
    }
    assertPublished(document.toString(), "settings.md", Path.of("docs/settings.md"));
  }

  @Test
  void givenTheOptionsOfTheCode_thenEveryServiceKnowsTheNamesOfItsNeighbours() throws IOException {
    var names = new TreeMap<String, String>();
    List<String> modules = new ArrayList<>(SERVICES);
    modules.add(RUNTIME);
    for (String module : modules) {
      options(module).forEach(option ->
          names.put(option.get("key"), "key=" + option.get("key") + (option.containsKey("many") ? "\tmany=true" : "") + "\n"));
    }
    assertPublished(String.join("", names.values()), "options-of-the-suite.tsv", NAMES);
  }

  private static void assertPublished(String built, String name, Path published) throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", name), built);
    Path file = ROOT.resolve(published);
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is not what the code says; look at the difference, then: cp acceptance/target/%s %s", published, name, published)
        .isEqualTo(built);
  }

  private static String table(List<Map<String, String>> options, Map<String, String> builtIn) {
    return "| setting | environment | type | unit | default | range | meaning |\n|---|---|---|---|---|---|---|\n"
        + options.stream().map(option -> row(option, builtIn)).collect(Collectors.joining());
  }

  private static String row(Map<String, String> option, Map<String, String> builtIn) {
    String key = option.get("key");
    String type = (option.containsKey("many") ? "list of " : "") + option.get("type") + (option.containsKey("secret") ? ", secret" : "");
    return Arrays.asList(code(key), code(variable(key)), type, unit(option), byDefault(option, builtIn), range(option), meaning(option)).stream()
        .map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String unit(Map<String, String> option) {
    return option.getOrDefault("unit", "");
  }

  private static String byDefault(Map<String, String> option, Map<String, String> builtIn) {
    if (option.containsKey("developers")) {
      return "must be set";
    }
    return Optional.ofNullable(builtIn.get(option.get("key"))).or(() -> Optional.ofNullable(option.get("default")))
        .filter(value -> !value.isBlank()).map(SettingsDocumentTest::code)
        .orElse(option.containsKey("optional") || option.containsKey("many") ? "none" : "must be set");
  }

  private static String range(Map<String, String> option) {
    var parts = new ArrayList<String>();
    if (option.containsKey("of")) {
      parts.add(Arrays.stream(option.get("of").split(",")).map(SettingsDocumentTest::code).collect(Collectors.joining(", ")));
    } else if (option.containsKey("form")) {
      parts.add(option.get("form").replace('-', ' '));
    } else if (option.get("type").equals("boolean")) {
      parts.add("`true`, `false`");
    }
    if (option.containsKey("min") && option.containsKey("max")) {
      parts.add(code(option.get("min")) + " to " + code(option.get("max")));
    } else if (option.containsKey("min")) {
      parts.add("from " + code(option.get("min")));
    } else if (option.containsKey("max")) {
      parts.add("up to " + code(option.get("max")));
    }
    if (option.containsKey("not-below")) {
      parts.add("not less than " + code(option.get("not-below")));
    }
    return String.join("; ", parts);
  }

  /// A reference to a neighbour in the code is the neighbour's name here.
  private static String meaning(Map<String, String> option) {
    return Pattern.compile("\\[[A-Za-z]*#(\\w+)\\]").matcher(option.get("doc")).replaceAll(found ->
        code(found.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String variable(String key) {
    return key.replace("[*]", "_*_").replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
  }

  private static List<Map<String, String>> options(String module) {
    try {
      return Files.readAllLines(ROOT.resolve(module).resolve(OPTIONS)).stream().map(line -> {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : line.split("\t")) {
          fields.put(field.split("=", 2)[0], field.split("=", 2)[1]);
        }
        return fields;
      }).toList();
    } catch (IOException notCompiled) {
      throw new UncheckedIOException("compile " + module + " first", notCompiled);
    }
  }

  private static Map<String, String> builtIn(String module, String file) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(ROOT.resolve(module).resolve("src/main/resources").resolve(file))) {
      properties.load(in);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    var values = new HashMap<String, String>();
    properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
    return values;
  }
}
