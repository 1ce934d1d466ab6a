package io.portcullis.testkit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes of one good token all that RFC 7515 forbids a token to look like: every registered header parameter as every
/// kind of JSON, headers that are no object or can be read in two ways, and other spellings of the same bytes.
public final class MalformedTokens {

  private static final List<String> PARAMETERS = List.of("alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ",
      "cty", "crit", "b64", "enc", "zip");
  private static final List<String> VALUES = List.of("null", "true", "false", "0", "7", "-1", "1.5", "1e400", "1e999999999",
      "9".repeat(500), "\"\"", "\"x\"", "\"\\u0000\"", "[]", "[7]", "[\"x\"]", "[[]]", "{}", "{\"kid\":\"x\"}",
      "\"" + "x".repeat(2000) + "\"", "[".repeat(200) + "]".repeat(200), "{\"a\":".repeat(100) + "1" + "}".repeat(100));
  private static final List<String> NO_HEADERS = List.of("", " ", "null", "true", "7", "\"alg\"", "[]", "[{\"alg\":\"ES256\"}]", "{}",
      "{", "{}{}", "{\"alg\":}", "{alg:\"ES256\"}", "{'alg':'ES256'}", "{\"alg\":\"ES256\",}", "// {}", "NaN", "\u0000",
      "[".repeat(1500), "{\"a\":".repeat(300));

  private MalformedTokens() {}

  /// @param token three parts, the first a JSON object
  /// @return by what is wrong with it
  public static Map<String, String> of(String token) {
    String[] parts = token.split("\\.");
    String rest = "." + parts[1] + "." + parts[2];
    String header = new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8);
    var malformed = new LinkedHashMap<String, String>();
    for (String parameter : PARAMETERS) {
      for (String value : VALUES) {
        String shown = value.substring(0, Math.min(12, value.length()));
        malformed.put(parameter + " as " + shown + " of " + value.length(), encoded(with(header, parameter, value)) + rest);
      }
      malformed.put(parameter + " twice", encoded("{\"" + parameter + "\":\"x\"," + header.strip().substring(1)) + rest);
    }
    NO_HEADERS.forEach(other -> malformed.put("header " + other.substring(0, Math.min(20, other.length())), encoded(other) + rest));
    malformed.put("header in UTF-16BE", encoded(header, UTF_16BE) + rest);
    malformed.put("header in UTF-16LE", encoded(header, UTF_16LE) + rest);
    malformed.put("header in UTF-32", encoded(header, Charset.forName("UTF-32")) + rest);
    malformed.put("header with a byte order mark", encoded("\uFEFF" + header) + rest);
    malformed.put("header with an overlong form", encode(overlong(header)) + rest);
    malformed.putAll(otherSpellings(token));
    return malformed;
  }

  /// The same bytes, or no bytes, in spellings that RFC 7515 §2 forbids.
  public static Map<String, String> otherSpellings(String token) {
    String[] parts = token.split("\\.");
    var spellings = new LinkedHashMap<String, String>();
    for (int i = 0; i < parts.length; i++) {
      for (String padding : List.of("=", "==", "===", " ", "%3D", "-", "+", "/", "*", "\u00e4")) {
        spellings.put("part " + i + " followed by " + padding, replaced(parts, i, parts[i] + padding));
        spellings.put("part " + i + " after " + padding, replaced(parts, i, padding + parts[i]));
      }
      spellings.put("part " + i + " with stray bits", replaced(parts, i, strayBits(parts[i])));
      spellings.put("part " + i + " missing", replaced(parts, i, ""));
      spellings.put("part " + i + " with a space", replaced(parts, i, parts[i].substring(0, 4) + ' ' + parts[i].substring(4)));
    }
    spellings.put("two parts", parts[0] + "." + parts[1]);
    spellings.put("four parts", token + "." + parts[2]);
    spellings.put("five parts", token + "." + parts[1] + "." + parts[2]);
    spellings.put("a dot in front", "." + token);
    spellings.put("a dot behind", token + ".");
    spellings.put("dots alone", "..");
    spellings.put("no dot", parts[0]);
    return spellings;
  }

  private static String replaced(String[] parts, int index, String part) {
    String[] changed = parts.clone();
    changed[index] = part;
    return String.join(".", changed);
  }

  /// Sets a bit of the last digit that means nothing. A part of whole triples has none: then a digit too many.
  private static String strayBits(String part) {
    if (part.length() % 4 == 0) {
      return part + "A";
    }
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = part.length() - 1;
    return part.substring(0, last) + digits.charAt(digits.indexOf(part.charAt(last)) ^ 1);
  }

  private static byte[] overlong(String header) {
    byte[] bytes = header.getBytes(UTF_8);
    byte[] longer = new byte[bytes.length + 1];
    // The opening quote of the first name as C0 A2.
    longer[0] = bytes[0];
    longer[1] = (byte) 0xC0;
    longer[2] = (byte) 0xA2;
    System.arraycopy(bytes, 2, longer, 3, bytes.length - 2);
    return longer;
  }

  private static String with(String header, String parameter, String value) {
    String without = header.strip().replaceFirst("\"" + parameter.replace("#", "\\#") + "\":\"[^\"]*\",?", "");
    return "{\"" + parameter + "\":" + value + (without.equals("{}") ? "}" : "," + without.substring(1).replaceFirst(",}$", "}"));
  }

  private static String encoded(String text) {
    return encoded(text, UTF_8);
  }

  private static String encoded(String text, Charset charset) {
    return encode(text.getBytes(charset));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
