package io.portcullis.acceptance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Holds each exchange against the merged document and fails it where the house does what it does not document:
/// an unknown path, method or status, another media type, a body that does not match, a property nobody described.
public final class Contract implements Consumer<Exchange> {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private final List<Operation> operations;
  private final StrictSchemas schemas;

  public Contract(ObjectNode document) {
    this.operations = document.path("paths").properties().stream()
        .flatMap(path -> operations(path.getKey(), path.getValue()))
        .sorted(Comparator.comparingInt(Operation::parameters).thenComparing(Operation::template).thenComparing(Operation::method))
        .toList();
    this.schemas = new StrictSchemas(document);
  }

  private static Stream<Operation> operations(String template, JsonNode methods) {
    return methods.properties().stream().filter(method -> METHODS.contains(method.getKey()))
        .map(method -> new Operation(method.getKey().toUpperCase(Locale.ROOT), template, method.getValue()));
  }

  public List<Operation> operations() {
    return operations;
  }

  /// Follows a reference, if it is one.
  public JsonNode resolved(JsonNode schema) {
    return schemas.resolved(schema);
  }

  @Override
  public void accept(Exchange exchange) {
    List<String> faults = faults(exchange);
    if (!faults.isEmpty()) {
      throw new AssertionError("%s %s → %d is not what the OpenAPI document says:%n  %s%n%s".formatted(exchange.method(),
          exchange.uri().getPath(), exchange.answer().status(), String.join("\n  ", faults), exchange.answer().body()));
    }
  }

  List<String> faults(Exchange exchange) {
    Optional<Operation> documented = operations.stream()
        .filter(operation -> operation.method().equals(exchange.method()))
        .filter(operation -> operation.serves(exchange.uri().getPath())).findFirst();
    if (documented.isEmpty()) return List.of("the operation is not documented");
    Operation operation = documented.get();
    var faults = new ArrayList<String>();
    if (exchange.answer().status() < 300) exchange.body().ifPresent(body -> faults.addAll(requestFaults(operation, body)));
    operation.response(exchange.answer().status()).ifPresentOrElse(
        response -> faults.addAll(answerFaults(response, exchange.answer())),
        () -> faults.add("the status is not documented"));
    return faults;
  }

  private List<String> requestFaults(Operation operation, Exchange.Body body) {
    String mediaType = body.contentType().split(";", 2)[0];
    Optional<JsonNode> schema = operation.requestBody(mediaType);
    if (schema.isEmpty()) return List.of("accepted a request body of an undocumented type " + mediaType);
    return mediaType.endsWith("json") ? schemas.faults(schema.get(), body.text()) : List.of();
  }

  private List<String> answerFaults(JsonNode response, Answer answer) {
    Map<String, JsonNode> content = schemas.contentOf(response);
    if (content.isEmpty()) return answer.body().isEmpty() ? List.of() : List.of("a body where none is documented");
    if (!content.containsKey(answer.mediaType())) {
      return List.of("media type '%s' is not among the documented %s".formatted(answer.mediaType(), content.keySet()));
    }
    return answer.mediaType().endsWith("json") ? schemas.faults(content.get(answer.mediaType()), answer.body()) : List.of();
  }
}
