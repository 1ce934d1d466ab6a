package io.portcullis.acceptance;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// One request and its answer, whole, as an observer sees it: secrets included.
public record Exchange(String method, URI uri, Map<String, String> headers, Optional<Body> body, Answer answer) {
  public record Body(String contentType, String text) {}

  /// @return the answer when it has this status
  public Answer expect(int status) {
    if (answer.status() == status) return answer;
    throw new Unexpected("%s %s was to answer %d but answered %d: %s"
        .formatted(method, uri.getPath(), status, answer.status(), answer.body()));
  }
}
