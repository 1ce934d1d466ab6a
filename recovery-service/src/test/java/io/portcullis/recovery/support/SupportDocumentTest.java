package io.portcullis.recovery.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.portcullis.recovery.RecoveryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// The support desk's own document is what the service serves, and the customers' document says nothing of the desk.
@RecoveryTest
class SupportDocumentTest {

  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final Path BUILT = Path.of("target/openapi-support.json");
  private static final Path PUBLISHED = Path.of("../docs/openapi-support.json");

  private static final Pattern REFERENCE = Pattern.compile("\"#/components/schemas/([^\"]+)\"");
  private static final Set<String> VERBS = Set.of("get", "post", "put", "delete");

  private static String served(String path) {
    return given().accept("application/json").get(path).asString();
  }

  @Test
  void givenTheDocumentThatIsServed_thenThePublishedFileIsTheSame() throws IOException {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    Map<String, Object> document = JSON.readValue(served("/q/openapi-support"), new TypeReference<>() {});
    keepWhatIsUsed(document);
    String built = JSON.writer(printer).writeValueAsString(document) + "\n";
    Files.writeString(BUILT, built);
    assertThat(Files.exists(PUBLISHED) ? Files.readString(PUBLISHED) : "")
        .as("docs/openapi-support.json is not what is served; then: cp recovery-service/target/openapi-support.json docs/")
        .isEqualTo(built);
  }

  /// The scanner lists the schemas of the whole service.
  @SuppressWarnings("unchecked")
  private static void keepWhatIsUsed(Map<String, Object> document) throws IOException {
    var schemas = ((Map<String, Map<String, Object>>) document.get("components")).get("schemas");
    var used = new HashSet<String>();
    var waiting = new ArrayDeque<Object>(List.of(document.get("paths")));
    while (!waiting.isEmpty()) {
      REFERENCE.matcher(JSON.writeValueAsString(waiting.pop())).results().map(found -> found.group(1)).filter(used::add)
          .filter(schemas::containsKey).map(schemas::get).forEach(waiting::add);
    }
    schemas.keySet().retainAll(used);
  }

  @Test
  void givenTheSupportDocument_thenItHasTheDeskAlone_inWords() throws IOException {
    JsonNode document = JSON.readTree(served("/q/openapi-support"));
    var soft = new SoftAssertions();
    document.path("paths").properties().forEach(path -> {
      soft.assertThat(path.getKey()).startsWith("/v1/support/");
      path.getValue().properties().stream().filter(operation -> VERBS.contains(operation.getKey())).forEach(operation -> {
        soft.assertThat(operation.getValue().path("summary").asText()).as(path.getKey()).isNotBlank();
        soft.assertThat(operation.getValue().path("operationId").asText()).as(path.getKey()).isNotBlank();
        soft.assertThat(operation.getValue().path("responses").size()).as(path.getKey()).isGreaterThan(1);
      });
    });
    soft.assertThat(document.path("paths").size()).isPositive();
    soft.assertAll();
  }

  @Test
  void a37PublicDocument_givenTheCustomersDocument_thenItSaysNothingOfTheDesk() {
    assertThat(served("/q/openapi")).doesNotContain("/v1/support").contains("/v1/recovery/password");
  }
}
