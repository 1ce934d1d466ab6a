package io.portcullis.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private final ObjectMapper json = new ObjectMapper();

  record Body(String text, int number, boolean flag) {}

  @BeforeEach
  void strict() {
    json.registerModule(new Jdk8Module());
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

  record Numbers(Integer days, Optional<Long> seconds, double share) {}

  @ParameterizedTest
  @ValueSource(strings = {"\"days\":1.9", "\"days\":1.0", "\"days\":1e0", "\"seconds\":7.99", "\"seconds\":1e3"})
  void roundedNumber_givenAFractionForAWholeNumber_thenRefused(String field) {
    assertThatThrownBy(() -> json.readValue("{\"share\":0.5," + field + "}", Numbers.class)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void roundedNumber_givenFractionsWhereTheyAreMeant_thenRead() throws JsonProcessingException {
    assertThat(json.readValue("{\"days\":1,\"seconds\":7,\"share\":0.5}", Numbers.class)).isEqualTo(new Numbers(1, Optional.of(7L), 0.5));
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

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE", "X-UTF-32BE-BOM", "X-UTF-32LE-BOM",
      "x-UTF-16LE-BOM"})
  void otherEncoding_givenJsonThatIsNoUtf8_thenRefused(String charset) {
    for (String text : new String[] {"{\"text\":\"a\",\"number\":1,\"flag\":true}", "{}", "[]", "7", "\"a\"", "null"}) {
      assertRefused(text.getBytes(Charset.forName(charset)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0AF", "C1A1", "E08081", "F0808081", "EDA080", "F4908080", "80", "C3", "FF", "FE"})
  void otherEncoding_givenOverlongFormsAndSurrogatesInNamesAndTexts_thenRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (String around : new String[] {"{\"text\":\"a%\"}", "{\"te%xt\":\"a\"}", "\"%\"", "%", "{}%", "%{}", "{\"text\":\"" + "a".repeat(9000) + "%\"}"}) {
      String[] sides = around.split("%", -1);
      var all = new ByteArrayOutputStream();
      all.writeBytes(sides[0].getBytes(StandardCharsets.UTF_8));
      all.writeBytes(bytes);
      all.writeBytes(sides[1].getBytes(StandardCharsets.UTF_8));
      assertRefused(all.toByteArray());
    }
  }

  @Test
  void otherEncoding_givenAByteOrderMark_thenRefused() {
    assertRefused("\uFEFF{}".getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(byte[] body) {
    assertThatThrownBy(() -> json.readTree(body)).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> json.readTree(new ByteArrayInputStream(body))).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> json.readerFor(Body.class).readValue(new ByteArrayInputStream(body)))
        .isInstanceOf(JsonProcessingException.class);
  }
}
