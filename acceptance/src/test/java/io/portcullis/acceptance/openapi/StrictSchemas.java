package io.portcullis.acceptance.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.portcullis.acceptance.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The document's schemas as JSON Schema 2020-12, where an object may only have the properties it lists.
///
/// The published schemas leave room for additions, as clients must; a test may not overlook one.
final class StrictSchemas {
  private static final String DEFINITIONS = "#/$defs/";
  private static final SchemaValidatorsConfig WITH_FORMATS = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonNode document;
  private final ObjectNode definitions;
  private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final Map<JsonNode, JsonSchema> compiled = new HashMap<>();

  StrictSchemas(ObjectNode document) {
    this.document = document;
    this.definitions = (ObjectNode) strict(document.path("components").path("schemas"));
  }

  synchronized List<String> faults(JsonNode schema, String json) {
    try {
      Client.JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      return List.of("the body is not JSON");
    }
    return compiled.computeIfAbsent(schema, this::compile).validate(json, InputFormat.JSON).stream()
        .map(Object::toString).collect(Collectors.toList());
  }

  Map<String, JsonNode> contentOf(JsonNode response) {
    var content = new TreeMap<String, JsonNode>();
    resolved(response).path("content").properties().forEach(type -> content.put(type.getKey(), type.getValue().path("schema")));
    return content;
  }

  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(document.at(node.path("$ref").asText().substring(1))) : node;
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode root = Client.JSON.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.set("$defs", definitions);
    root.putArray("allOf").add(strict(schema));
    return factory.getSchema(root, WITH_FORMATS);
  }

  private static JsonNode strict(JsonNode node) {
    return closed(rewritten(node));
  }

  private static JsonNode rewritten(JsonNode node) {
    if (node.isArray()) {
      var copy = Client.JSON.createArrayNode();
      node.forEach(element -> copy.add(rewritten(element)));
      return copy;
    }
    if (!node.isObject()) return node;
    ObjectNode copy = Client.JSON.createObjectNode();
    node.properties().forEach(field -> {
      String text = field.getValue().asText();
      if (field.getKey().equals("$ref")) copy.put("$ref", text.replace(SchemaNames.PREFIX, DEFINITIONS));
      else copy.set(field.getKey(), rewritten(field.getValue()));
    });
    return copy;
  }

  /// `additionalProperties` looks at its own schema only, so within an `allOf` the whole is closed and not its parts.
  private static JsonNode closed(JsonNode node) {
    if (node.isArray()) node.forEach(StrictSchemas::closed);
    if (!(node instanceof ObjectNode object)) return node;
    boolean open = !object.has("additionalProperties") && !object.has("unevaluatedProperties");
    if (object.has("allOf")) {
      if (open) object.put("unevaluatedProperties", false);
      object.path("allOf").forEach(part -> part.properties().forEach(field -> closed(field.getValue())));
    } else if (open && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    object.properties().stream().filter(field -> !field.getKey().equals("allOf")).forEach(field -> closed(field.getValue()));
    return object;
  }
}
