package io.portcullis.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.stream.Collectors;

/// Bodies made fit for a screen: secrets show how they begin and no more, as screens are filmed and logs are pasted.
final class Abbreviated {
  private static final int SHOWN = 6;
  private static final int SHORT = 12;
  private static final Set<String> SECRETS = Set.of("password", "passphrase", "statement", "accessToken", "refreshToken", "deviceToken", "secret",
      "otpauthUri", "qrCode", "token", "refresh_token", "access_token", "recoveryCodes", "codes");

  private Abbreviated() {}

  static String of(Exchange.Body body) {
    if (!body.contentType().contains("form")) return json(body.text());
    return Form.decode(body.text()).entrySet().stream()
        .map(field -> field.getKey() + "=" + (SECRETS.contains(field.getKey()) ? cut(field.getValue()) : field.getValue()))
        .collect(Collectors.joining("\n"));
  }

  static String of(Answer answer) {
    return answer.mediaType().endsWith("json") ? json(answer.body()) : "(%s)".formatted(answer.mediaType());
  }

  private static String json(String text) {
    try {
      return hide(Client.JSON.readTree(text)).toPrettyString();
    } catch (JsonProcessingException notJson) {
      return cut(text);
    }
  }

  private static JsonNode hide(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(SECRETS.contains(field.getKey())
          ? hideAll(field.getValue()) : hide(field.getValue())));
    }
    if (node instanceof ArrayNode array) array.forEach(Abbreviated::hide);
    return node;
  }

  private static JsonNode hideAll(JsonNode secret) {
    if (!(secret instanceof ArrayNode array)) return TextNode.valueOf(cut(secret.asText()));
    var shown = Client.JSON.createArrayNode();
    array.forEach(element -> shown.add(cut(element.asText())));
    return shown;
  }

  private static String cut(String secret) {
    return secret.length() <= SHORT ? "…" : secret.substring(0, SHOWN) + "…";
  }
}
