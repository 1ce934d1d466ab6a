package io.portcullis.session.oauth;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of an OAuth request (RFC 6749 Appendix B), decoded by Netty from the body as text: Quarkus's own form
/// reading answers a broken escape with a 500, and logs the parameter, which is a token.
final class OAuthForm {

  private static final int MOST_PARAMETERS = 16;

  private final Map<String, List<String>> parameters;

  private OAuthForm(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /// Empty when it is no form.
  static Optional<OAuthForm> parse(String body) {
    try {
      return Optional.of(new OAuthForm(
          new QueryStringDecoder(body, StandardCharsets.UTF_8, false, MOST_PARAMETERS).parameters()));
    } catch (IllegalArgumentException brokenEscape) {
      return Optional.empty();
    }
  }

  /// A parameter may stand at most once and counts as absent when empty (RFC 6749 §3.2).
  Optional<String> value(String name) {
    List<String> values = given(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  boolean isRepeated(String name) {
    return given(name).size() > 1;
  }

  private List<String> given(String name) {
    return parameters.getOrDefault(name, List.of()).stream().filter(value -> !value.isEmpty()).toList();
  }
}
