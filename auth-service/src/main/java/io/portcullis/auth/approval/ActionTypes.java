package io.portcullis.auth.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds of action that there are: those of this program, and those of the installation's own file.
@ApplicationScoped
class ActionTypes {

  private static final ObjectMapper JSON = new ObjectMapper();
  static final List<String> BUILT_IN =
      List.of("withdrawal", "p2p-trade", "internal-transfer", "api-key", "address-book-entry");

  private static final int LARGEST = 8 * 1024;

  private final Map<String, ActionType> types;

  ActionTypes(ApprovalConfig config) {
    var all = new HashMap<String, ActionType>();
    BUILT_IN.forEach(name -> all.put(name, ActionType.of(name, resource(name))));
    config.typesFile().ifPresent(file -> all.putAll(declared(file)));
    types = Map.copyOf(all);
  }

  /// Whether `details` can be approved.
  sealed interface Judged {

    record Fits(Action action) implements Judged {}

    record TypeUnknown() implements Judged {}

    record Refused(List<FieldError> errors) implements Judged {}
  }

  Judged judge(AccountId account, ObjectNode details) {
    Optional<ActionType> type = Optional.ofNullable(details.path(Action.TYPE).textValue()).map(types::get);
    if (type.isEmpty()) {
      return new Judged.TypeUnknown();
    }
    List<FieldError> errors = PlainValues.errors(details);
    if (errors.isEmpty()) {
      errors = type.get().errors(details);
    }
    if (!errors.isEmpty()) {
      return new Judged.Refused(errors);
    }
    Action action = Action.of(account, details);
    return action.canonical().getBytes(StandardCharsets.UTF_8).length > LARGEST
        ? new Judged.Refused(List.of(new FieldError("", "is too large"))) : new Judged.Fits(action);
  }

  /// In words, out of the very text that is hashed.
  ///
  /// @param locale BCP 47 language tag
  ShownAction show(Action action, String locale) {
    // A type that the installation declares no more is shown by the names of its fields.
    return Optional.ofNullable(types.get(action.type())).map(type -> type.show(action.details(), locale))
        .orElseGet(() -> ActionType.showUntitled(action.details()));
  }

  private static JsonNode resource(String name) {
    try (InputStream schema = ActionTypes.class.getResourceAsStream("/approval/" + name + ".json")) {
      return JSON.readTree(schema);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// The types of an installation: one JSON object, a schema to a name.
  ///
  /// @throws IllegalArgumentException with what is wrong, for operators
  static Map<String, ActionType> declared(Path file) {
    JsonNode document = read(file);
    if (!document.isObject()) {
      throw new IllegalArgumentException("the file must hold one JSON object, a schema to the name of each type");
    }
    var declared = new HashMap<String, ActionType>();
    document.propertyStream().forEach(member -> {
      if (BUILT_IN.contains(member.getKey())) {
        throw new IllegalArgumentException("`" + member.getKey() + "` is a type of Portcullis's own");
      }
      declared.put(member.getKey(), ActionType.of(member.getKey(), member.getValue()));
    });
    return declared;
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("the file can't be read, or is no JSON", unreadable);
    }
  }
}
