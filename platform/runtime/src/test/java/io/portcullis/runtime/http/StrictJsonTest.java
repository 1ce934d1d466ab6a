package io.portcullis.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private final ObjectMapper json = new ObjectMapper();

  record Body(String text, int number, boolean flag) {}

  @BeforeEach
  void strict() {
    new StrictJson().customize(json);
  }

  @Test
  void whatTheClientMeantIsRead() throws JsonProcessingException {
    assertThat(json.readValue("{\"text\":\"a\",\"number\":1,\"flag\":true}", Body.class)).isEqualTo(new Body("a", 1, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"text\":\"a\",\"number\":1,\"flag\":true,\"role\":\"admin\"}",
      "{\"text\":\"a\",\"text\":\"b\",\"number\":1,\"flag\":true}",
      "{\"text\":1,\"number\":1,\"flag\":true}",
      "{\"text\":true,\"number\":1,\"flag\":true}",
      "{\"text\":\"a\",\"number\":\"1\",\"flag\":true}",
      "{\"text\":\"a\",\"number\":null,\"flag\":true}",
      "{\"text\":\"a\",\"number\":1,\"flag\":1}",
      "{\"text\":\"a\",\"number\":1,\"flag\":true} {}",
      "{\"text\":\"a\",\"number\":1e999999999,\"flag\":true}",
      "[]", "\"a\"", "{", "NaN"})
  void jsonBomb_givenWhatAClientCannotHaveMeant_thenRefused(String body) {
    assertThatThrownBy(() -> json.readValue(body, Body.class)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void anInstantIsTextAndNeverANumber() throws JsonProcessingException {
    assertThat(json.readValue("\"2026-11-22T18:00:00Z\"", Instant.class)).isEqualTo("2026-11-22T18:00:00Z");
    assertThatThrownBy(() -> json.readValue("7", Instant.class)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void jsonBomb_givenADeepNest_thenRefused() {
    assertThatThrownBy(() -> json.readTree("[".repeat(100_000))).isInstanceOf(JsonProcessingException.class);
  }
}
