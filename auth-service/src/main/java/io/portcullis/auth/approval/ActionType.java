package io.portcullis.auth.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.resource.DisallowSchemaLoader;
import io.portcullis.auth.approval.ShownAction.Field;
import io.portcullis.runtime.problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One kind of action: a JSON Schema (draft 2020-12) whose annotations `title`, and `titles` for languages other than
/// English, say how it is shown.
final class ActionType {

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private static final Set<String> SHAPES = Set.of("object", "array", "string", "boolean");

  private static final String TITLES = "titles";

  // Nothing is fetched: a schema stands for itself.
  private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012,
      factory -> factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
          .metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012()).keyword(new NonValidationKeyword(TITLES)).build()));

  private final String name;
  private final JsonNode document;
  private final JsonSchema schema;

  private ActionType(String name, JsonNode document) {
    this.name = name;
    this.document = document;
    this.schema = SCHEMAS.getSchema(SchemaLocation.of("urn:portcullis:action:" + name), document);
    schema.initializeValidators();
  }

  /// @throws IllegalArgumentException with what is wrong, for operators
  static ActionType of(String name, JsonNode document) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("`" + name + "` is no name of a type: small letters, digits and `-`");
    }
    if (!document.path("properties").path(Action.TYPE).path("const").asText().equals(name)) {
      throw new IllegalArgumentException("the schema of `" + name + "` must say that `type` is the const `" + name + "`");
    }
    closed(name, document);
    try {
      return new ActionType(name, document);
    } catch (RuntimeException unusable) {
      throw new IllegalArgumentException("the schema of `" + name + "` can't be used", unusable);
    }
  }

  // An open object could hold what nobody has a label for.
  private static void closed(String name, JsonNode schema) {
    String shape = schema.path("type").asText();
    if (!shape.isEmpty() && !SHAPES.contains(shape)) {
      throw new IllegalArgumentException("the schema of `" + name + "` wants a " + shape + ": amounts are texts");
    }
    if (schema.has("properties") && !schema.path("additionalProperties").isBoolean()
        || schema.path("additionalProperties").asBoolean(false)) {
      throw new IllegalArgumentException("the schema of `" + name + "` must set additionalProperties to false");
    }
    schema.path("properties").forEach(property -> closed(name, property));
    if (schema.path("items").isObject()) {
      closed(name, schema.path("items"));
    }
  }

  /// What is wrong with `details` of this type; no value is quoted.
  List<FieldError> errors(ObjectNode details) {
    return schema.validate(details).stream()
        .map(message -> new FieldError(pointer(message.getInstanceLocation().toString(), Optional.ofNullable(message.getProperty())),
            "does not fit: " + message.getType()))
        .distinct().sorted().toList();
  }

  // The library's location is JSONPath where it is not told otherwise: `$.amount`.
  private static String pointer(String location, Optional<String> property) {
    return location.replaceFirst("^\\$", "").replaceAll("[.\\[]", "/").replace("]", "") + property.map(name -> "/" + name).orElse("");
  }

  /// @param locale BCP 47 language tag
  ShownAction show(ObjectNode details, String locale) {
    String language = Locale.forLanguageTag(locale).getLanguage();
    var fields = new ArrayList<Field>();
    members("", details, document, language, fields);
    return new ShownAction(title(document, language).orElse(name), List.copyOf(fields));
  }

  static ShownAction showUntitled(ObjectNode details) {
    var fields = new ArrayList<Field>();
    members("", details, MissingNode.getInstance(), "", fields);
    return new ShownAction(details.path(Action.TYPE).asText(), List.copyOf(fields));
  }

  private static void members(String pointer, JsonNode object, JsonNode schema, String language, List<Field> fields) {
    var names = new LinkedHashSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    object.fieldNames().forEachRemaining(names::add);
    for (String member : names) {
      if (object.has(member) && !(pointer.isEmpty() && member.equals(Action.TYPE))) {
        JsonNode described = schema.path("properties").path(member);
        value(pointer + '/' + member, title(described, language).orElse(member), object.get(member), described, language, fields);
      }
    }
  }

  private static void value(String pointer, String label, JsonNode value, JsonNode schema, String language, List<Field> fields) {
    if (value.isObject()) {
      members(pointer, value, schema, language, fields);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        value(pointer + '/' + i, label, value.get(i), schema.path("items"), language, fields);
      }
    } else {
      fields.add(new Field(pointer, label, value.asText()));
    }
  }

  private static Optional<String> title(JsonNode schema, String language) {
    return Optional.ofNullable(schema.path(TITLES).path(language).textValue())
        .or(() -> Optional.ofNullable(schema.path("title").textValue()));
  }
}
