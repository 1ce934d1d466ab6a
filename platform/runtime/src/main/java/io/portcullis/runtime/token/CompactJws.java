package io.portcullis.runtime.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.text.Utf8;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// A JWS in compact serialization (RFC 7515 §7.1) whose form is right: three parts of canonical base64url, a header and
/// a payload that are JSON objects in UTF-8, and header parameters of the types that RFC 7515 §4.1 gives them.
///
/// Looked at before the library reads a token. The library casts, and throws where a stranger's header is of a wrong
/// type. That must be a refusal, not a failure of ours.
///
/// @param header as it was written; nothing in it is verified yet
public record CompactJws(JsonNode header) {

  private static final int DEEPEST = 8;
  private static final int LONGEST_KEY_ID = 256;
  private static final JsonFactory STRICT = new JsonFactoryBuilder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(64).build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonMapper JSON =
      JsonMapper.builder(STRICT).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /// RFC 7515 §4.1.1 to §4.1.10. Others that nobody marked as critical are ignored, as §4 says.
  private static final Map<String, Predicate<JsonNode>> REGISTERED = Map.ofEntries(
      Map.entry("alg", CompactJws::isText),
      Map.entry("jku", CompactJws::isText),
      Map.entry("jwk", JsonNode::isObject),
      Map.entry("kid", value -> isText(value) && value.textValue().length() <= LONGEST_KEY_ID),
      Map.entry("x5u", CompactJws::isText),
      Map.entry("x5c", CompactJws::isListOfTexts),
      Map.entry("x5t", CompactJws::isText),
      Map.entry("x5t#S256", CompactJws::isText),
      Map.entry("typ", CompactJws::isText),
      Map.entry("cty", CompactJws::isText),
      // §4.1.11: a recipient refuses what is critical and unknown to it. We know no extension.
      Map.entry("crit", _ -> false),
      // RFC 7797 §6 allows it only as critical.
      Map.entry("b64", _ -> false),
      // RFC 7516 §9: these make it a JWE.
      Map.entry("enc", _ -> false),
      Map.entry("zip", _ -> false));

  /// Empty when the form is not right.
  public static Optional<CompactJws> parse(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first < 0 || second < 0 || second + 1 == token.length() || token.indexOf('.', second + 1) >= 0
        || Base64Url.decode(token.substring(second + 1)).isEmpty()
        || object(token.substring(first + 1, second)).isEmpty()) {
      return Optional.empty();
    }
    return object(token.substring(0, first)).filter(CompactJws::isWellTyped).map(CompactJws::new);
  }

  /// Whether the header, which nobody has verified yet, claims this type (§4.1.9).
  static boolean claimsType(String token, String type) {
    int dot = token.indexOf('.');
    return dot > 0 && object(token.substring(0, dot)).map(header -> header.path("typ"))
        .filter(typ -> typ.isTextual() && typ.textValue().equals(type)).isPresent();
  }

  Optional<String> keyId() {
    return Optional.ofNullable(header.path("kid").textValue());
  }

  /// A JSON object out of text that nobody has looked at before; empty when it can't be read, or in more than one way.
  static Optional<JsonNode> object(String encoded) {
    return Base64Url.decode(encoded).flatMap(Utf8::decode).flatMap(CompactJws::json).filter(JsonNode::isObject);
  }

  static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static boolean isWellTyped(JsonNode header) {
    return header.hasNonNull("alg") && header.propertyStream()
        .allMatch(member -> REGISTERED.getOrDefault(member.getKey(), _ -> true).test(member.getValue()));
  }

  private static boolean isText(JsonNode value) {
    return value.isTextual() && !value.textValue().isEmpty();
  }

  private static boolean isListOfTexts(JsonNode value) {
    return value.isArray() && !value.isEmpty() && StreamSupport.stream(value.spliterator(), false).allMatch(CompactJws::isText);
  }
}
