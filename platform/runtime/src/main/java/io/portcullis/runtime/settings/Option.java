package io.portcullis.runtime.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One option as its module declares it (see `OptionsProcessor`).
///
/// @param key as in a properties file; `*` stands for a name of the operator's, `[*]` for a number
record Option(String key, Map<String, String> fields) {

  private static final Pattern NOT_IN_A_VARIABLE = Pattern.compile("[^A-Za-z0-9]");

  static Option parse(String line) {
    var fields = new HashMap<String, String>();
    for (String field : line.split("\t")) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], parts[1]);
    }
    return new Option(fields.get("key"), Map.copyOf(fields));
  }

  static Option named(String key) {
    return new Option(key, Map.of("key", key, "type", "text"));
  }

  String type() {
    return fields.get("type");
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  List<String> list(String name) {
    return field(name).map(value -> Arrays.asList(value.split(","))).orElse(List.of());
  }

  boolean is(String flag) {
    return fields.containsKey(flag);
  }

  /// Whether the operator chooses a part of the key, or how often it occurs.
  boolean isPattern() {
    return key.indexOf('*') >= 0;
  }

  /// Up to the part that the operator chooses, and with it.
  String group() {
    return key.substring(0, key.length() - member().length());
  }

  /// What follows the part that the operator chooses.
  String member() {
    int chosen = key.lastIndexOf('*');
    return key.substring(key.indexOf('.', chosen) < 0 ? key.length() : key.indexOf('.', chosen));
  }

  /// @param written a key that means this option
  String groupOf(String written) {
    String whole = is("many") ? written.replaceFirst("\\[\\d+\\]$", "") : written;
    return whole.endsWith(member()) ? whole.substring(0, whole.length() - member().length()) : whole;
  }

  boolean isRequired() {
    return !is("optional") && !is("default") && !is("many");
  }

  /// `portcullis.access-token.lifetime` is `PORTCULLIS_ACCESS_TOKEN_LIFETIME` in the environment.
  static String variable(String key) {
    return NOT_IN_A_VARIABLE.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  boolean isMeantBy(String written) {
    return isPattern() || is("many") ? keys().matcher(written).matches() : key.equals(written);
  }

  boolean isMeantByVariable(String written) {
    return isPattern() || is("many") ? variables().matcher(written).matches() : variable(key).equals(written);
  }

  /// Fits the keys that mean this option. A list may also be written with one key for each element.
  Pattern keys() {
    String regex = Pattern.quote(key).replace("[*]", "\\E\\[\\d+\\]\\Q").replace("*", "\\E(\"[^\"]+\"|[^.]+)\\Q");
    return Pattern.compile(regex + (is("many") ? "(\\[\\d+\\])?" : ""));
  }

  /// Fits the variables that mean this option.
  private Pattern variables() {
    String regex = variable(key.replace("[*]", "\0").replace("*", "\1").replace("\0", "0INDEX0").replace("\1", "0NAME0"))
        .replace("0INDEX0", "_[0-9]+_").replace("0NAME0", "[A-Z0-9_]+");
    return Pattern.compile(regex + (is("many") ? "(_[0-9]+_)?" : ""));
  }
}
