package io.portcullis.transparency;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// Reads one flat JSON object (RFC 8259) of texts and whole numbers: the JDK reads no JSON, and an auditor installs nothing else.
final class JsonLine {

  private final String line;
  private int at;

  private JsonLine(String line) {
    this.line = line;
  }

  /// @throws IllegalArgumentException when `line` is no such object, or has a name twice
  static Map<String, String> parse(String line) {
    return new JsonLine(line).object();
  }

  /// @throws IllegalArgumentException when it is not there
  static String text(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it lacks \"" + name + '"');
    }
    return value;
  }

  /// @throws IllegalArgumentException when there is any other
  static void requireKnown(Map<String, String> fields, Set<String> known, String... also) {
    for (String name : fields.keySet()) {
      if (!known.contains(name) && !Arrays.asList(also).contains(name)) {
        throw new IllegalArgumentException("nothing proves its \"" + name + '"');
      }
    }
  }

  private Map<String, String> object() {
    var fields = new HashMap<String, String>();
    expect('{');
    if (peek() != '}') {
      do {
        String name = string();
        expect(':');
        String value = peek() == '"' ? string() : number();
        if (fields.put(name, value) != null) {
          throw new IllegalArgumentException("it has \"" + name + "\" twice");
        }
      } while (accepts(','));
    }
    expect('}');
    if (peek() != 0) {
      throw unexpected();
    }
    return fields;
  }

  private String string() {
    expect('"');
    var text = new StringBuilder();
    while (true) {
      char sign = next();
      if (sign == '"') {
        return whole(text.toString());
      }
      if (sign < ' ') {
        throw unexpected();
      }
      text.append(sign == '\\' ? escaped() : sign);
    }
  }

  /// Half a surrogate pair has no bytes in UTF-8: its hash would be that of a question mark.
  private static String whole(String text) {
    if (text.codePoints().anyMatch(sign -> sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE)) {
      throw new IllegalArgumentException("it has half a surrogate pair");
    }
    return text;
  }

  private char escaped() {
    char sign = next();
    return switch (sign) {
      case '"', '\\', '/' -> sign;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw unexpected();
    };
  }

  private char hex() {
    int code = 0;
    for (int digit = 0; digit < 4; digit++) {
      code = code * 16 + HexFormat.fromHexDigit(next());
    }
    return (char) code;
  }

  private String number() {
    int from = at;
    while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
      at++;
    }
    if (from == at) {
      throw unexpected();
    }
    return line.substring(from, at);
  }

  private boolean accepts(char sign) {
    if (peek() != sign) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char sign) {
    if (!accepts(sign)) {
      throw unexpected();
    }
  }

  /// The next sign that is no space; 0 at the end. A line may end with a carriage return.
  private char peek() {
    while (at < line.length() && " \t\r".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    return at < line.length() ? line.charAt(at) : 0;
  }

  private char next() {
    if (at >= line.length()) {
      throw unexpected();
    }
    return line.charAt(at++);
  }

  private RuntimeException unexpected() {
    return new IllegalArgumentException("it is no flat JSON object: look at character " + (at + 1));
  }
}
