package io.portcullis.acceptance.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// RFC 8785 (JCS) for the one shape that an action has: an account and a flat object of texts. A sorted map of strings has the order that
/// JCS wants, UTF-16 code units.
final class CanonicalJson {

  private CanonicalJson() {}

  static String sha256(String account, SortedMap<String, String> details) {
    String canonical = "{\"accountId\":" + text(account) + ",\"authorizationDetails\":" + object(details) + '}';
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String object(SortedMap<String, String> texts) {
    return texts.entrySet().stream().map(member -> text(member.getKey()) + ':' + text(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  // RFC 8785 §3.2.2.2: these are escaped and nothing else.
  private static String text(String value) {
    var out = new StringBuilder("\"");
    for (char letter : value.toCharArray()) {
      switch (letter) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> out.append(letter < ' ' ? "\\u%04x".formatted((int) letter) : String.valueOf(letter));
      }
    }
    return out.append('"').toString();
  }
}
