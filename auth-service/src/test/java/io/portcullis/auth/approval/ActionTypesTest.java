package io.portcullis.auth.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.runtime.problem.FieldError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Types of action that an installation declares.
class ActionTypesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Map<String, ActionType> declared(String document) throws IOException {
    return ActionTypes.declared(Files.writeString(folder.resolve("types.json"), document));
  }

  private static ObjectNode details(String text) throws IOException {
    return (ObjectNode) JSON.readTree(text);
  }

  /// As docs/money.md shows it to those who write one.
  private static String documented() throws IOException {
    Matcher found = Pattern.compile("```json\\n(\\{ \"staking\".*?)\\n```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("../docs/money.md")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void declared_givenTheDocumentsExample_thenItAcceptsShowsAndRefusesAsItSays() throws Exception {
    ActionType staking = declared(documented()).get("staking");
    ObjectNode good = details("{\"type\":\"staking\",\"asset\":\"SOL\",\"amount\":\"12.5\",\"days\":\"30\"}");
    assertThat(staking.errors(good)).isEmpty();
    assertThat(staking.show(good, "en").fields().stream().map(field -> field.label() + '=' + field.value()))
        .containsExactly("Asset=SOL", "Amount=12.5", "Locked for days=30");
    assertThat(staking.errors(details("{\"type\":\"staking\",\"asset\":\"SOL\",\"amount\":\"12.5\",\"days\":\"thirty\"}"))
        .stream().map(FieldError::field)).containsExactly("/days");
    assertThat(staking.errors(details("{\"type\":\"staking\",\"asset\":\"SOL\",\"amount\":\"12.5\",\"days\":\"30\",\"to\":\"x\"}")))
        .isNotEmpty();
  }

  /// Those that letters are written in.
  private static Set<String> languages() throws IOException {
    Matcher found = Pattern.compile("(?m)^quarkus\\.locales=(.*)$")
        .matcher(Files.readString(Path.of("../notification-service/src/main/resources/application.properties")));
    assertThat(found.find()).isTrue();
    return Set.of(found.group(1).split(","));
  }

  private static JsonNode schema(String type) throws IOException {
    return JSON.readTree(ActionTypesTest.class.getResourceAsStream("/approval/" + type + ".json"));
  }

  /// What a customer reads: the name of the type, and of each value that an action of it can have.
  private static Map<String, JsonNode> named(String pointer, JsonNode schema) {
    var named = new TreeMap<String, JsonNode>();
    named.put(pointer, schema);
    schema.path("properties").propertyStream().filter(property -> !property.getValue().has("const"))
        .forEach(property -> named.putAll(named(pointer + '/' + property.getKey(), property.getValue())));
    return named;
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void safe6_givenATypeOfOurOwn_thenEveryNameInItIsThereInEveryLanguage(String type) throws Exception {
    var missing = new ArrayList<String>();
    named(type, schema(type)).forEach((pointer, schema) -> {
      if (schema.path("title").asText().isBlank()) {
        missing.add(pointer + " en");
      }
    });
    for (String language : languages()) {
      named(type, schema(type)).forEach((pointer, schema) -> {
        if (!language.equals("en") && schema.path("titles").path(language).asText().isBlank()) {
          missing.add(pointer + ' ' + language);
        }
      });
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> builtIn() {
    return ActionTypes.BUILT_IN;
  }

  @ParameterizedTest
  @CsvSource({"es-MX, Retiro, Activo", "pt-BR, Saque, Ativo", "zh-Hans-CN, 提现, 币种", "de, Auszahlung, Währung", "fr, Withdrawal, Asset"})
  void safe6_givenALanguage_thenTheCustomerReadsTheActionInIt_andInEnglishWhereItIsUnknown(String locale, String title, String label)
      throws Exception {
    ShownAction shown = ActionType.of("withdrawal", schema("withdrawal"))
        .show(details("{\"type\":\"withdrawal\",\"asset\":\"BTC\"}"), locale);
    assertThat(shown.title()).isEqualTo(title);
    assertThat(shown.fields()).extracting(ShownAction.Field::label).containsExactly(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "not json", "[]", "{\"withdrawal\":{}}", "{\"Staking\":{}}", "{\"staking\":{}}",
      "{\"staking\":{\"properties\":{\"type\":{\"const\":\"other\"}},\"additionalProperties\":false}}",
      "{\"staking\":{\"properties\":{\"type\":{\"const\":\"staking\"}}}}",
      "{\"staking\":{\"properties\":{\"type\":{\"const\":\"staking\"}},\"additionalProperties\":true}}",
      "{\"staking\":{\"properties\":{\"type\":{\"const\":\"staking\"},\"amount\":{\"type\":\"number\"}},\"additionalProperties\":false}}",
      "{\"staking\":{\"properties\":{\"type\":{\"const\":\"staking\"},\"to\":{\"properties\":{}}},\"additionalProperties\":false}}",
      "{\"staking\":{\"properties\":{\"type\":{\"const\":\"staking\"},\"to\":{\"$ref\":\"https://evil.example/schema\"}},\"additionalProperties\":false}}"})
  void openSchema_givenATypeThatCouldHideAField_orIsNone_thenTheServiceDoesNotStartWithIt(String document) {
    assertThatThrownBy(() -> declared(document)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{\"a\":1} | /a", "{\"a\":null} | /a", "{\"a\":{\"b\":{\"c\":{\"d\":\"x\"}}}} | /a/b/c/d",
      "{\"a\":[\"x\",2]} | /a/1", "{\"__proto__\":\"x\"} | ''", "{\"a b\":\"x\"} | ''"})
  void oneSpelling_givenValuesWithSeveral_orOutOfSight_thenTheyAreRefused(String details, String pointer) throws Exception {
    assertThat(PlainValues.errors(details(details)).stream().map(FieldError::field)).isEqualTo(List.of(pointer));
  }

  @Test
  void limits_givenTextsThatAreNone_thenTheServiceDoesNotStartWithThem() {
    for (String wrong : List.of("BTC", "BTC:", "BTC:-1", "BTC:1e3", "btc:1", ":1", "BTC:1:2")) {
      assertThatThrownBy(() -> ApprovalPolicy.limits(List.of(wrong))).as(wrong).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ApprovalPolicy.limits(List.of("BTC:1", "BTC:2"))).isInstanceOf(IllegalArgumentException.class);
    assertThat(ApprovalPolicy.limits(List.of("BTC:0.5", "*:0"))).hasSize(2);
  }
}
