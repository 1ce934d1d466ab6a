package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is sent is what docs/asyncapi.json says: every field is there by its type, and nothing else.
@QuarkusTest
@OnTheStack
class AsyncApiTest {

  @Inject ObjectMapper json;

  @Test
  void ops7_givenARecordOfEachKind_thenItsJsonHasTheFieldsThatTheDocumentNames() throws IOException {
    JsonNode messages = json.readTree(Path.of("../docs/asyncapi.json").toFile()).at("/components/messages");
    var account = new AccountId(UUID.randomUUID());
    List<SecurityEvent> events = Stream.concat(Samples.alerting(account).stream(), Samples.silent(account).stream()).toList();
    assertThat(events).allSatisfy(event -> {
      JsonNode payload = messages.path(event.type()).path("payload");
      JsonNode sent = json.valueToTree(event);
      sent.properties().forEach(field -> {
        JsonNode schema = payload.path("properties").path(field.getKey());
        assertThat(schema.isMissingNode()).as("%s of %s", field.getKey(), event.type()).isFalse();
        assertThat(fits(field.getValue(), schema)).as("%s of %s is %s", field.getKey(), event.type(), field.getValue()).isTrue();
      });
      payload.path("required").forEach(name -> assertThat(sent.has(name.asText())).as("%s of %s", name, event.type()).isTrue());
    });
  }

  private static boolean fits(JsonNode value, JsonNode schema) {
    return switch (schema.path("type").asText("string")) {
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      default -> value.isTextual();
    };
  }
}
