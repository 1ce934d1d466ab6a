package io.portcullis.runtime.http;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Marks as required what an answer always holds: every member that is not an `Optional`, which the scanner writes as nullable.
/// A schema that a request uses, too, keeps what the request demands.
final class AnswersInOpenApi {

  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, Schema> schemas;

  private AnswersInOpenApi(Map<String, Schema> schemas) {
    this.schemas = schemas;
  }

  static void requireWhatIsAlwaysThere(OpenAPI api) {
    if (api.getComponents().getSchemas() != null && api.getPaths() != null && api.getPaths().getPathItems() != null) {
      new AnswersInOpenApi(api.getComponents().getSchemas()).mark(
          api.getPaths().getPathItems().values().stream().flatMap(path -> path.getOperations().values().stream()).toList());
    }
  }

  /// The names of all schemas that an operation asks for or answers with.
  static Set<String> used(OpenAPI api) {
    Stream<Operation> operations = api.getPaths().getPathItems().values().stream().flatMap(path -> path.getOperations().values().stream());
    return new AnswersInOpenApi(api.getComponents().getSchemas()).reachable(operations.flatMap(AnswersInOpenApi::schemasOf));
  }

  private static Stream<Schema> schemasOf(Operation operation) {
    Stream<Schema> asked = operation.getRequestBody() == null ? Stream.empty() : schemas(operation.getRequestBody().getContent());
    Stream<Schema> answered = operation.getResponses() == null ? Stream.empty()
        : operation.getResponses().getAPIResponses().values().stream().flatMap(response -> schemas(response.getContent()));
    Stream<Schema> parameters = operation.getParameters() == null ? Stream.empty()
        : operation.getParameters().stream().map(parameter -> parameter.getSchema()).filter(schema -> schema != null);
    return Stream.of(asked, answered, parameters).flatMap(found -> found);
  }

  private void mark(List<Operation> operations) {
    Set<String> asked = reachable(operations.stream()
        .filter(operation -> operation.getRequestBody() != null).flatMap(operation -> schemas(operation.getRequestBody().getContent())));
    Set<String> answered = reachable(operations.stream()
        .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
        .flatMap(response -> schemas(response.getContent())));
    answered.stream().filter(name -> !asked.contains(name)).map(schemas::get).forEach(AnswersInOpenApi::mark);
  }

  private static void mark(Schema schema) {
    if (schema.getProperties() != null && schema.getRequired() == null) {
      schema.getProperties().entrySet().stream().filter(member -> !isOptional(member.getValue()))
          .forEach(member -> schema.addRequired(member.getKey()));
    }
  }

  private static boolean isOptional(Schema schema) {
    return schema.getType() != null && schema.getType().contains(SchemaType.NULL)
        || parts(schema).anyMatch(part -> part.getType() != null && part.getType().contains(SchemaType.NULL));
  }

  private Set<String> reachable(Stream<Schema> from) {
    var names = new HashSet<String>();
    var waiting = new ArrayDeque<>(from.toList());
    while (!waiting.isEmpty()) {
      Schema schema = waiting.pop();
      String name = schema.getRef() == null ? null : schema.getRef().replace(REFERENCE, "");
      if (name != null && schemas.containsKey(name) && names.add(name)) {
        waiting.add(schemas.get(name));
      }
      parts(schema).forEach(waiting::add);
      if (schema.getProperties() != null) {
        waiting.addAll(schema.getProperties().values());
      }
      Stream.of(schema.getItems(), schema.getAdditionalPropertiesSchema()).filter(part -> part != null).forEach(waiting::add);
    }
    return names;
  }

  private static Stream<Schema> parts(Schema schema) {
    return Stream.of(schema.getAnyOf(), schema.getOneOf(), schema.getAllOf()).filter(all -> all != null).flatMap(List::stream);
  }

  private static Stream<Schema> schemas(Content content) {
    return content == null || content.getMediaTypes() == null ? Stream.empty()
        : content.getMediaTypes().values().stream().map(media -> media.getSchema()).filter(schema -> schema != null);
  }
}
