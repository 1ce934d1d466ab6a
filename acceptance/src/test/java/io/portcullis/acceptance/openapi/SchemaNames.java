package io.portcullis.acceptance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Client;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Who means what by a schema's name.
final class SchemaNames {
  static final String PREFIX = "#/components/schemas/";

  private SchemaNames() {}

  /// The names that stand for different things in different documents, directly or by what they refer to.
  static Set<String> contested(Collection<ObjectNode> documents) {
    Map<String, Set<JsonNode>> meanings = new HashMap<>();
    Map<String, Integer> owners = new HashMap<>();
    documents.forEach(document -> schemas(document).properties().forEach(schema -> {
      meanings.computeIfAbsent(schema.getKey(), _ -> new HashSet<>()).add(schema.getValue());
      owners.merge(schema.getKey(), 1, Integer::sum);
    }));
    Set<String> contested = new HashSet<>();
    boolean grown = true;
    while (grown) {
      Set<String> known = Set.copyOf(contested);
      grown = meanings.entrySet().stream()
          .filter(schema -> owners.get(schema.getKey()) > 1)
          .filter(schema -> schema.getValue().size() > 1
              || schema.getValue().stream().anyMatch(meaning -> references(meaning).stream().anyMatch(known::contains)))
          .map(schema -> contested.add(schema.getKey()))
          .reduce(false, Boolean::logicalOr);
    }
    return contested;
  }

  /// The same document with the contested names under the service's own, such as `AuthDevice`.
  static ObjectNode prefixed(ObjectNode document, String service, Set<String> contested) {
    String prefix = Arrays.stream(service.replace("-service", "").split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1)).collect(Collectors.joining());
    UnaryOperator<String> renamed = name -> contested.contains(name) ? prefix + name : name;
    var copy = (ObjectNode) rewritten(document, renamed);
    var schemas = Client.JSON.createObjectNode();
    schemas(copy).properties().forEach(schema -> schemas.set(renamed.apply(schema.getKey()), schema.getValue()));
    copy.withObject("/components").set("schemas", schemas);
    return copy;
  }

  /// The names that `document` needs, starting from its paths.
  static Set<String> reachable(JsonNode document, JsonNode schemas) {
    Set<String> reached = new HashSet<>(references(document.path("paths")));
    document.path("components").properties().stream().filter(kind -> !kind.getKey().equals("schemas"))
        .forEach(kind -> reached.addAll(references(kind.getValue())));
    boolean grown = true;
    while (grown) {
      Set<String> next = reached.stream().flatMap(name -> references(schemas.path(name)).stream()).collect(Collectors.toSet());
      grown = reached.addAll(next);
    }
    return reached;
  }

  private static JsonNode schemas(JsonNode document) {
    return document.path("components").path("schemas");
  }

  private static Set<String> references(JsonNode node) {
    return node.findValues("$ref").stream().map(JsonNode::asText).filter(ref -> ref.startsWith(PREFIX))
        .map(ref -> ref.substring(PREFIX.length())).collect(Collectors.toSet());
  }

  private static JsonNode rewritten(JsonNode node, UnaryOperator<String> renamed) {
    return switch (node) {
      case ObjectNode object -> {
        var copy = Client.JSON.createObjectNode();
        object.properties().forEach(field -> {
          String text = field.getValue().asText();
          boolean reference = text.startsWith(PREFIX);
          if (reference) copy.put(field.getKey(), PREFIX + renamed.apply(text.substring(PREFIX.length())));
          else copy.set(field.getKey(), rewritten(field.getValue(), renamed));
        });
        yield copy;
      }
      case ArrayNode array -> {
        var copy = Client.JSON.createArrayNode();
        array.forEach(element -> copy.add(rewritten(element, renamed)));
        yield copy;
      }
      default -> node;
    };
  }
}
