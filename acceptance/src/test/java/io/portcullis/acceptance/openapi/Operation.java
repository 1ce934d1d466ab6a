package io.portcullis.acceptance.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/// One documented operation.
///
/// @param method in capitals
/// @param template such as `/v1/sessions/{id}`
public record Operation(String method, String template, JsonNode definition) {
  public boolean serves(String path) {
    return Pattern.matches(Pattern.compile("\\{[^}]+}").splitAsStream(template + "/").map(Pattern::quote)
        .reduce((before, after) -> before + "[^/]+" + after).orElseThrow(), path + "/");
  }

  /// Literal paths come before those with parameters, as in a router.
  int parameters() {
    return (int) template.chars().filter(letter -> letter == '{').count();
  }

  /// RFC: only a documented range or `default` may stand for a status that is not listed; `default` means problems here.
  Optional<JsonNode> response(int status) {
    JsonNode responses = definition.path("responses");
    if (responses.has(Integer.toString(status))) return Optional.of(responses.path(Integer.toString(status)));
    String range = status / 100 + "XX";
    if (responses.has(range)) return Optional.of(responses.path(range));
    return status >= 400 && responses.has("default") ? Optional.of(responses.path("default")) : Optional.empty();
  }

  public Optional<JsonNode> requestBody(String mediaType) {
    JsonNode content = definition.path("requestBody").path("content").path(mediaType);
    return content.isMissingNode() ? Optional.empty() : Optional.of(content.path("schema"));
  }

  public boolean hasParameters() {
    return parameters() > 0;
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
