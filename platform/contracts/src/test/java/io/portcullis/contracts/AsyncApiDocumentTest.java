package io.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/asyncapi.json describes the topics that others may read, by AsyncAPI 3, with a JSON Schema of each record.
class AsyncApiDocumentTest {

  private static final Path PUBLISHED = Path.of("../../docs/asyncapi.json");
  private static final Path BUILT = Path.of("target/asyncapi.json");

  private final Map<String, Object> messages = new LinkedHashMap<>();
  private final Map<String, Object> schemas = new LinkedHashMap<>();

  @Test
  void ops7_givenTheRecordsOfTheCode_thenThePublishedDocumentDescribesThem() throws Exception {
    String built = json(document(), "") + '\n';
    Files.createDirectories(BUILT.getParent());
    Files.writeString(BUILT, built);
    assertThat(Files.exists(PUBLISHED) ? Files.readString(PUBLISHED) : "")
        .as("docs/asyncapi.json is not what the code says; look at the difference, then: cp platform/contracts/target/asyncapi.json docs/")
        .isEqualTo(built);
  }

  private Map<String, Object> document() throws Exception {
    List<String> facts = new ArrayList<>();
    for (Class<?> family : SecurityEvent.class.getPermittedSubclasses()) {
      for (Class<?> event : SecurityEventType.RECORDS) {
        if (family.isAssignableFrom(event)) {
          facts.add(message(event.getAnnotation(WireName.class).value(), event, EventsDocumentTest.doc(family, event)));
        }
      }
    }
    List<String> endings = List.of(
        message(Revocation.TYPE, Revocation.class, "Access tokens of `session` are void although they have not expired."),
        message(SettingsLocked.TYPE, SettingsLocked.class,
            "The customer has locked the settings of `account`: access tokens that do not say so are void."));
    return map(
        "asyncapi", "3.0.0",
        "info", map("title", "Portcullis · events", "version", "1.0.0", "description",
            "CloudEvents 1.0 in binary mode over Kafka. Made from the code. A type's fields never change their meaning; new fields and new types "
                + "are added. Readers pass over types that they do not know, and remember ids: a record may come twice."),
        "defaultContentType", "application/json",
        "channels", map(
            "securityEvents", channel(SecurityEvent.TOPIC, "Every security fact, keyed by account.", facts),
            "revocations", channel(Revocation.TOPIC, "Tokens that are void before they expire. Compacted.", endings)),
        "operations", map(
            "publishSecurityEvents", map("action", "send", "channel", map("$ref", "#/channels/securityEvents")),
            "publishRevocations", map("action", "send", "channel", map("$ref", "#/channels/revocations"))),
        "components", map("messages", messages, "schemas", schemas));
  }

  private static Map<String, Object> channel(String topic, String description, List<String> types) {
    var all = new LinkedHashMap<String, Object>();
    types.forEach(type -> all.put(type, map("$ref", "#/components/messages/" + type)));
    return map("address", topic, "description", description, "messages", all);
  }

  private String message(String type, Class<?> record, String doc) {
    String writer = Publishers.of(record).stream().sorted().collect(Collectors.joining(", "));
    messages.put(type, map("name", type, "title", record.getSimpleName(), "summary", doc.split(" @param ", 2)[0].strip(),
        "headers", map("type", "object", "properties", map(
            "ce_specversion", map("const", "1.0"), "ce_type", map("const", type), "ce_id", map("type", "string", "format", "uuid"),
            "ce_source", map("type", "string", "description", "`/portcullis/` and " + writer),
            "ce_time", map("type", "string", "format", "date-time", "description", "when it was written")),
            "required", List.of("ce_specversion", "ce_type", "ce_id", "ce_source", "ce_time")),
        "payload", payload(record, doc)));
    return type;
  }

  private Map<String, Object> payload(Class<?> record, String doc) {
    var properties = new LinkedHashMap<String, Object>();
    for (RecordComponent part : record.getRecordComponents()) {
      Map<String, Object> schema = new LinkedHashMap<>(schema(part.getGenericType()));
      Matcher meant = Pattern.compile("@param " + part.getName() + " +(.*?)(?= @param |$)").matcher(doc);
      if (meant.find() && !schema.containsKey("$ref")) {
        schema.put("description", meant.group(1).strip());
      }
      properties.put(part.getName(), schema);
    }
    return map("type", "object", "properties", properties, "required",
        Arrays.stream(record.getRecordComponents()).filter(part -> part.getType() != Optional.class).map(RecordComponent::getName).toList());
  }

  private Map<String, Object> schema(Type type) {
    if (type instanceof ParameterizedType of) {
      Map<String, Object> inner = schema(of.getActualTypeArguments()[0]);
      return of.getRawType() == Optional.class ? inner : map("type", "array", "items", inner);
    }
    if (type instanceof Class<?> value && value.isEnum()) {
      // Readers meet new values as they meet new types.
      schemas.put(value.getSimpleName(), map("type", "string", "examples",
          Arrays.stream(value.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).toList()));
      return map("$ref", "#/components/schemas/" + value.getSimpleName());
    }
    Set<Type> ids = new LinkedHashSet<>(List.of(EventId.class, AccountId.class, SessionId.class, DeviceId.class, UUID.class));
    return ids.contains(type) ? map("type", "string", "format", "uuid")
        : type == Instant.class ? map("type", "string", "format", "date-time")
        : type == int.class ? map("type", "integer") : type == boolean.class ? map("type", "boolean") : map("type", "string");
  }

  private static Map<String, Object> map(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static String json(Object value, String indent) {
    String deeper = indent + "  ";
    return switch (value) {
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case Map<?, ?> map -> block(map.entrySet().stream()
          .map(entry -> deeper + json(entry.getKey(), "") + ": " + json(entry.getValue(), deeper)), "{", "}", indent);
      case Collection<?> list -> block(list.stream().map(item -> deeper + json(item, deeper)), "[", "]", indent);
      default -> '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    };
  }

  private static String block(Stream<String> lines, String open, String close, String indent) {
    return open + '\n' + lines.collect(Collectors.joining(",\n")) + '\n' + indent + close;
  }
}
