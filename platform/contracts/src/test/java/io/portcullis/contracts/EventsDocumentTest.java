package io.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/events.md names every fact that is published, with its fields and their values, as the records say.
class EventsDocumentTest {

  private static final Path DOCUMENT = Path.of("../../docs/events.md");
  private static final Path SOURCES = Path.of("src/main/java/io/portcullis/contracts");
  private static final String MARK = "<!-- From here on made from the code; EventsDocumentTest holds it. -->\n";
  private static final Set<String> COMMON = Set.of("id", "subject", "time");

  @Test
  void givenTheRecordsOfTheCode_thenThePublishedDocumentListsThem() throws Exception {
    String published = Files.readString(DOCUMENT);
    int from = published.indexOf(MARK);
    assertThat(from).as("the mark in %s", DOCUMENT).isNotNegative();
    String whole = published.substring(0, from) + MARK + made();
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/events.md"), whole);
    assertThat(published)
        .as("docs/events.md is not what the code says; look at the difference, then: cp platform/contracts/target/events.md docs/")
        .isEqualTo(whole);
  }

  private static String made() throws Exception {
    var document = new StringBuilder();
    Set<Class<?>> values = new LinkedHashSet<>();
    for (Class<?> family : SecurityEvent.class.getPermittedSubclasses()) {
      String writer = family.getAnnotation(PublishedBy.class).value()[0];
      document.append("\n## ").append(writer).append("\n\n| type | fields | meaning |\n|---|---|---|\n");
      for (Class<?> event : SecurityEventType.RECORDS) {
        if (family.isAssignableFrom(event)) document.append(row(family, event, values));
      }
    }
    document.append("\n## Values\n\n");
    for (Class<?> value : values) {
      document.append("**").append(value.getSimpleName()).append("**: ").append(Arrays.stream(value.getEnumConstants())
          .map(constant -> '`' + ((Enum<?>) constant).name() + '`').collect(Collectors.joining(", "))).append("\n\n");
    }
    return document.substring(0, document.length() - 1);
  }

  private static String row(Class<?> family, Class<?> event, Set<Class<?>> values) throws Exception {
    String doc = doc(family, event);
    String meaning = doc.split(" @param ", 2)[0];
    assertThat(meaning).as("what %s means", event.getSimpleName()).isNotBlank();
    String fields = Arrays.stream(event.getRecordComponents()).filter(part -> !COMMON.contains(part.getName()))
        .map(part -> field(part, doc, values)).collect(Collectors.joining("<br>"));
    return "| `" + event.getAnnotation(WireName.class).value() + "` | " + fields + " | " + meaning.strip() + " |\n";
  }

  private static String field(RecordComponent part, String doc, Set<Class<?>> values) {
    Matcher meant = Pattern.compile("@param " + part.getName() + " +(.*?)(?= @param |$)").matcher(doc);
    return '`' + part.getName() + "` " + type(part.getGenericType(), values) + (meant.find() ? ": " + meaning(part, meant.group(1).strip()) : "");
  }

  private static String meaning(RecordComponent part, String doc) {
    return part.getType() == Optional.class ? doc.replace("empty when", "left out when") : doc;
  }

  private static String type(Type type, Set<Class<?>> values) {
    if (type instanceof ParameterizedType of) {
      String inner = type(of.getActualTypeArguments()[0], values);
      return of.getRawType() == Optional.class ? inner + ", optional" : "list of " + inner;
    }
    if (type instanceof Class<?> value && value.isEnum()) {
      values.add(value);
      return value.getSimpleName();
    }
    return List.of(SessionId.class, DeviceId.class, UUID.class).contains(type) ? "UUID" : type == Instant.class ? "time"
        : type == int.class ? "number" : type == boolean.class ? "true or false" : "text";
  }

  /// The `///` comment before the record, on one line.
  static String doc(Class<?> family, Class<?> event) throws IOException {
    List<String> lines = Files.readAllLines(SOURCES.resolve(family.getSimpleName() + ".java"));
    int at = 0;
    while (!lines.get(at).contains(" record " + event.getSimpleName() + "(")) at++;
    int from = at;
    while (lines.get(from - 1).strip().matches("(///|@).*")) from--;
    return lines.subList(from, at).stream().map(String::strip).filter(line -> line.startsWith("///")).map(line -> line.substring(3).strip()).filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" ")).replaceAll("\\[[A-Za-z]*#?(\\w+)]", "`$1`");
  }
}
