package io.portcullis.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the house answered. Header names compare without regard to case.
public record Answer(int status, Map<String, List<String>> headers, String body) {
  public Answer {
    var caseless = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    caseless.putAll(headers);
    headers = caseless;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /// The media type without parameters, or "" when there is no body.
  public String mediaType() {
    return header("Content-Type").map(type -> type.split(";", 2)[0].strip().toLowerCase()).orElse("");
  }

  public boolean isProblem() {
    return mediaType().equals("application/problem+json");
  }

  /// The last part of the problem's `urn:portcullis:problem:<slug>`, or "" when this is no problem.
  public String problem() {
    if (!isProblem()) return "";
    String type = json().path("type").asText();
    return type.substring(type.lastIndexOf(':') + 1);
  }

  public JsonNode json() {
    try {
      return Client.JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new Unexpected("an answer that is not JSON: " + status + " " + body, notJson);
    }
  }

  public <T> T as(Class<T> type) {
    try {
      return Client.JSON.readValue(body, type);
    } catch (JsonProcessingException other) {
      throw new Unexpected("an answer that is no " + type.getSimpleName() + ": " + status + " " + body, other);
    }
  }
}
