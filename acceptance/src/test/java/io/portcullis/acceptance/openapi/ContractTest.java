package io.portcullis.acceptance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Exchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The measure itself is measured: it must see what a careless service could slip in.
class ContractTest {
  private final ObjectNode doors = document("""
      {"paths": {
         "/v1/doors/{id}": {"get": {"tags": ["doors"], "responses": {
           "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Door"}}}},
           "204": {},
           "default": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}}}},
         "/internal/doors": {"post": {"responses": {"204": {}}}}},
       "components": {"schemas": {
         "Door": {"type": "object", "required": ["name"], "properties": {
           "name": {"type": "string"}, "size": {"$ref": "#/components/schemas/Size"}}},
         "Size": {"type": "integer"}}}}""");
  private final ObjectNode windows = document("""
      {"paths": {"/v1/windows": {"get": {"responses": {
         "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Size"}}}}}}}},
       "components": {"schemas": {"Size": {"type": "string"}}}}""");
  private final ObjectNode merged = MergedDocument.of(new TreeMap<>(Map.of("door-service", doors, "window-service", windows)));
  private final Contract contract = new Contract(merged);

  @Test
  void givenTwoMeaningsOfOneName_whenMerged_thenEachKeepsItsOwn() {
    assertThat(merged.at("/components/schemas/WindowSize/type").asText()).isEqualTo("string");
    assertThat(merged.at("/components/schemas/Door/properties/size/$ref").asText()).isEqualTo("#/components/schemas/DoorSize");
  }

  @Test
  void givenInternalCalls_whenPublished_thenTheyAndTheirSchemasStayInside() {
    ObjectNode published = MergedDocument.published(merged);
    assertThat(MergedDocument.names(published.path("paths"))).containsExactlyInAnyOrder("/v1/doors/{id}", "/v1/windows");
  }

  @Test
  void givenAnAnswerAsDescribed_thenThereIsNothingToSay() {
    assertThat(faults("/v1/doors/7", 200, "application/json", "{\"name\": \"gate\", \"size\": 3}")).isEmpty();
    assertThat(faults("/v1/doors/7", 204, "", "")).isEmpty();
    assertThat(faults("/v1/doors/7", 404, "application/problem+json", "{}")).isEmpty();
  }

  @Test
  void givenWhatNobodyDescribed_thenItIsNamed() {
    assertThat(faults("/v1/cellars", 200, "application/json", "{}")).anyMatch(fault -> fault.contains("operation"));
    assertThat(faults("/v1/doors/7/8", 200, "application/json", "{}")).anyMatch(fault -> fault.contains("operation"));
    assertThat(faults("/v1/doors/7", 202, "", "")).anyMatch(fault -> fault.contains("status"));
    assertThat(faults("/v1/doors/7", 404, "application/json", "{}")).anyMatch(fault -> fault.contains("media type"));
    assertThat(faults("/v1/doors/7", 204, "application/json", "{}")).anyMatch(fault -> fault.contains("body"));
    assertThat(faults("/v1/doors/7", 200, "application/json", "{\"name\": \"gate\", \"hash\": \"x\"}"))
        .anyMatch(fault -> fault.contains("hash"));
    assertThat(faults("/v1/doors/7", 200, "application/json", "{\"name\": 7}")).isNotEmpty();
    assertThat(faults("/v1/doors/7", 200, "application/json", "{}")).isNotEmpty();
  }

  private List<String> faults(String path, int status, String mediaType, String body) {
    var answer = new Answer(status, mediaType.isEmpty() ? Map.of() : Map.of("Content-Type", List.of(mediaType)), body);
    return contract.faults(new Exchange("GET", URI.create("http://gate" + path), Map.of(), Optional.empty(), answer));
  }

  private static ObjectNode document(String json) {
    try {
      return (ObjectNode) Client.JSON.readTree(json);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(unreadable);
    }
  }
}
