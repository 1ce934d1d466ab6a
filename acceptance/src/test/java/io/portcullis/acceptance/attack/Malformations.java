package io.portcullis.acceptance.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.openapi.Contract;
import io.portcullis.acceptance.openapi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The table of bad input, made out of the published document: an operation that is added tomorrow is in it by itself.
final class Malformations {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ID = "00000000-0000-7000-8000-000000000000";
  private static final int MEGABYTE = 1 << 20;
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "BREW");
  private static final Map<String, String> BAD_IDS = Map.of("a long id", "a".repeat(2000), "a quote", "%27%20OR%201=1--",
      "a negative id", "-1", "an id beyond ASCII", "%E2%80%AE%F0%9F%94%91", "half an id", "00000000-0000-7000-8000-00000000000",
      "a line break", "x%0d%0aSet-Cookie:%20a=b", "a broken escape", "%ff%fe");
  private static final List<String> BAD_PAGES = List.of("limit=-1", "limit=99999999999999999999", "limit=many", "limit=1.5",
      "after=" + "a".repeat(2000), "after=%00", "after=%27%3B--", "after=-1");
  // Without a token that admits nobody is told what is wrong with the rest.
  private static final String[] BAD_PAGE_PROBLEMS =
      {"invalid-fields", "malformed-request", "unknown-field", "cursor-refused", "authentication-required", "forbidden"};

  private final Contract contract;

  Malformations(Contract contract) {
    this.contract = contract;
  }

  Stream<Malformation> of(Operation operation) {
    var all = new ArrayList<Malformation>();
    all.addAll(wrongMethods(operation));
    if (operation.hasParameters()) all.addAll(badIds(operation));
    if (queries(operation).contains("limit")) all.addAll(badPages(operation));
    operation.requestBody(JSON).ifPresent(schema -> all.addAll(badJson(operation, contract.resolved(schema))));
    if (operation.requestBody(FORM).isPresent()) all.addAll(badForms(operation));
    return all.stream();
  }

  private List<Malformation> wrongMethods(Operation operation) {
    List<Operation> here = contract.operations().stream().filter(other -> other.serves(path(operation))).toList();
    // Once per path is enough: the first of its operations stands for all.
    if (!here.getFirst().equals(operation)) return List.of();
    List<String> served = here.stream().map(Operation::method).toList();
    return METHODS.stream().filter(method -> !served.contains(method))
        .map(method -> Malformation.of("method " + method, client -> client.call(method, path(operation)), refusals(operation)))
        .toList();
  }

  /// The check answers any method, as some gateways ask it by the method of the request that they ask about.
  private static String[] refusals(Operation operation) {
    return operation.template().equals("/check") ? new String[] {"authentication-required"} : new String[] {"method-not-allowed"};
  }

  private static List<Malformation> badIds(Operation operation) {
    return BAD_IDS.entrySet().stream().map(id -> Malformation.of(id.getKey() + " in the path", client -> {
      var call = client.call(operation.method(), operation.template().replaceAll("\\{[^}]+}", id.getValue()));
      return operation.requestBody(JSON).isPresent() ? call.json(Map.of()) : call;
    })).toList();
  }

  private static List<Malformation> badPages(Operation operation) {
    return BAD_PAGES.stream()
        .map(page -> Malformation.of(page.substring(0, Math.min(20, page.length())),
            client -> client.call(operation.method(), path(operation) + "?" + page), BAD_PAGE_PROBLEMS))
        .toList();
  }

  private List<Malformation> badJson(Operation operation, JsonNode schema) {
    var all = new ArrayList<Malformation>();
    ObjectNode sample = sample(schema);
    for (String broken : List.of("{", "", "nonsense", "{\"a\":}", "{'a':1}", "[1,", "\u0000", "{\"a\":1}}")) {
      all.add(json(operation, "broken JSON " + broken, broken, "malformed-request", "invalid-fields", "unknown-field"));
    }
    for (String other : List.of("null", "[]", "7", "\"text\"", "true", "{}")) {
      if (!other.equals("{}") || required(schema)) all.add(json(operation, "a body " + other, other));
    }
    all.add(json(operation, "an unknown field", Client.JSON.createObjectNode().put("role", "admin").setAll(sample.deepCopy()).toString(),
        // Which form of several it is comes first, and our sample is none of them.
        schema.has("oneOf") ? new String[] {"unknown-field", "invalid-fields"} : new String[] {"unknown-field"}));
    all.add(json(operation, "a field twice", "{\"role\":1,\"role\":2}"));
    all.add(json(operation, "deep nesting", "[".repeat(20_000)));
    all.add(json(operation, "deep nesting in a field", "{\"a\":".repeat(10_000)));
    all.add(json(operation, "an endless number", "{\"a\":" + "9".repeat(50_000) + "}"));
    all.add(json(operation, Malformation.OVERSIZED, "{\"a\":\"" + "a".repeat(MEGABYTE) + "\"}", "request-too-large", "unknown-field", "malformed-request"));
    for (String type : List.of("text/plain", "application/xml", FORM, "multipart/form-data; boundary=x", "a/b/c")) {
      all.add(Malformation.of("type " + type, client -> call(client, operation).body(type, sample.toString()), "unsupported-media-type", "malformed-request"));
    }
    contract.resolved(schema).path("properties").properties().forEach(field -> {
      for (JsonNode wrong : wrongTypes(contract.resolved(field.getValue()))) {
        all.add(json(operation, field.getKey() + " as " + wrong, sample.deepCopy().set(field.getKey(), wrong).toString()));
      }
      if (contains(schema.path("required"), field.getKey())) {
        all.add(json(operation, field.getKey() + " null", sample.deepCopy().putNull(field.getKey()).toString()));
        all.add(json(operation, field.getKey() + " missing", sample.deepCopy().without(field.getKey()).toString()));
      }
    });
    return all;
  }

  private static List<Malformation> badForms(Operation operation) {
    return Map.of("an empty form", "", "an unknown grant", "grant_type=magic", "a grant without a token", "grant_type=refresh_token",
            "a repeated parameter", "grant_type=refresh_token&grant_type=refresh_token&refresh_token=a&refresh_token=b&token=a&token=b",
            "a broken escape", "token=%zz&refresh_token=%zz&grant_type=refresh_token",
            Malformation.OVERSIZED, "grant_type=" + "a".repeat(MEGABYTE) + "&token_type_hint=a")
        .entrySet().stream()
        // RFC 7009 §2.2 wants 200 for any token, so a token that merely is none is no bad input there.
        .filter(form -> !operation.template().endsWith("/revoke") && !operation.template().endsWith("/introspect")
            || !form.getValue().contains("token=a"))
        .map(form -> Malformation.of(form.getKey(), client -> call(client, operation).body(FORM, form.getValue())))
        .toList();
  }

  private Malformation json(Operation operation, String name, String body, String... slugs) {
    return Malformation.of(name, client -> call(client, operation).body(JSON, body), slugs);
  }

  private static Client.Call call(Client client, Operation operation) {
    return client.call(operation.method(), path(operation));
  }

  private static String path(Operation operation) {
    return operation.template().replaceAll("\\{[^}]+}", ID);
  }

  private static List<String> queries(Operation operation) {
    return operation.definition().path("parameters").valueStream().filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(parameter -> parameter.path("name").asText()).toList();
  }

  private ObjectNode sample(JsonNode schema) {
    var sample = Client.JSON.createObjectNode();
    schema.path("properties").properties().forEach(field -> sample.set(field.getKey(), value(contract.resolved(field.getValue()))));
    return sample;
  }

  private JsonNode value(JsonNode schema) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (schema.path("enum").isArray()) return schema.path("enum").get(0);
    // A field that may be null, of a type with a name of its own.
    if (schema.path("anyOf").isArray()) return value(contract.resolved(schema.path("anyOf").get(0)));
    return switch (type(schema)) {
      case "integer", "number" -> json.numberNode(1);
      case "boolean" -> json.booleanNode(true);
      case "array" -> json.arrayNode();
      case "object" -> sample(schema);
      default -> json.textNode(switch (schema.path("format").asText()) {
        case "uuid" -> ID;
        case "date-time" -> "2026-01-01T00:00:00Z";
        case "byte" -> "c2FtcGxl";
        default -> "sample";
      });
    };
  }

  private static List<JsonNode> wrongTypes(JsonNode schema) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (type(schema)) {
      case "integer", "number", "boolean" -> List.of(json.textNode("many"), json.objectNode(), json.arrayNode());
      case "array", "object" -> List.of(json.textNode("one"), json.numberNode(7), json.booleanNode(true));
      default -> List.of(json.objectNode(), json.arrayNode().add("a"), json.numberNode(7), json.booleanNode(true), json.textNode("a".repeat(20_000)));
    };
  }

  /// OpenAPI 3.1 writes a field that may be null as a list of types.
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.valueStream().map(JsonNode::asText).filter(name -> !name.equals("null")).findFirst().orElse("") : type.asText();
  }

  private static boolean required(JsonNode schema) {
    return !schema.path("required").isEmpty();
  }

  private static boolean contains(JsonNode array, String name) {
    return array.valueStream().anyMatch(element -> element.asText().equals(name));
  }
}
