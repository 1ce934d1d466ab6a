package io.portcullis.acceptance.openapi;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Client;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One OpenAPI 3.1 document out of the services' own.
///
/// A schema that two services understand differently gets the service's name in front; one that all spell alike stays
/// one. Everything is sorted, so that the file changes only when the API does.
public final class MergedDocument {
  private static final List<String> EXCHANGE = List.of("/internal/approvals", "/internal/holds", "/internal/alerts");

  private final ObjectNode root = Client.JSON.createObjectNode();
  private final SortedMap<String, JsonNode> paths = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, JsonNode>> components = new TreeMap<>();
  private final SortedMap<String, JsonNode> tags = new TreeMap<>();

  private MergedDocument() {}

  /// @param documents by service name, such as `auth-service`
  public static ObjectNode of(SortedMap<String, ObjectNode> documents) {
    var merged = new MergedDocument();
    Set<String> contested = SchemaNames.contested(documents.values());
    documents.forEach((service, document) -> merged.add(SchemaNames.prefixed(document, service, contested)));
    return merged.written();
  }

  /// What customers' clients are generated from: without the calls between services.
  public static ObjectNode published(ObjectNode merged) {
    return only(merged, path -> !path.startsWith("/internal/"));
  }

  /// What the exchange's own systems call, each at the service itself and by a service token.
  public static ObjectNode forTheExchange(ObjectNode merged) {
    ObjectNode document = only(merged, path -> EXCHANGE.stream().anyMatch(path::startsWith));
    ((ObjectNode) document.path("info")).put("title", "Portcullis for the exchange's systems").put("description",
        "Approvals and holds are calls to auth-service, alerts to notification-service. No gateway routes them.");
    return document;
  }

  private static ObjectNode only(ObjectNode merged, Predicate<String> wanted) {
    ObjectNode published = merged.deepCopy();
    var paths = (ObjectNode) published.path("paths");
    Set.copyOf(names(paths)).stream().filter(wanted.negate()).forEach(paths::remove);
    var schemas = (ObjectNode) published.path("components").path("schemas");
    Set<String> used = SchemaNames.reachable(published, schemas);
    names(schemas).stream().filter(name -> !used.contains(name)).forEach(schemas::remove);
    Set<String> told = paths.findValues("tags").stream().flatMap(tags -> tags.valueStream()).map(JsonNode::asText).collect(toSet());
    var tags = Client.JSON.createArrayNode();
    published.path("tags").valueStream().filter(tag -> told.contains(tag.path("name").asText())).forEach(tags::add);
    published.set("tags", tags);
    return published;
  }

  private void add(ObjectNode document) {
    document.path("paths").properties().forEach(path -> {
      var operations = (ObjectNode) paths.computeIfAbsent(path.getKey(), _ -> Client.JSON.createObjectNode());
      path.getValue().properties().forEach(operation -> {
        if (operations.has(operation.getKey())) {
          throw new IllegalStateException("two services serve " + operation.getKey() + " " + path.getKey());
        }
        operations.set(operation.getKey(), operation.getValue());
      });
    });
    document.path("components").properties().forEach(kind -> {
      var named = components.computeIfAbsent(kind.getKey(), _ -> new TreeMap<>());
      kind.getValue().properties().forEach(component -> named.put(component.getKey(), component.getValue()));
    });
    document.path("tags").forEach(tag -> tags.merge(tag.path("name").asText(), tag,
        (known, again) -> known.has("description") ? known : again));
  }

  private ObjectNode written() {
    root.put("openapi", "3.1.0");
    root.putObject("info").put("title", "Portcullis").put("version", "v1")
        .put("description", "Sign-in and account security of a digital-asset exchange: all services behind one origin.")
        .putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    root.putArray("tags").addAll(tags.values());
    root.putObject("paths").setAll(paths);
    ObjectNode written = root.putObject("components");
    components.forEach((kind, named) -> written.putObject(kind).setAll(named));
    return root;
  }

  static Set<String> names(JsonNode object) {
    var names = new HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
