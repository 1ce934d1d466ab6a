package io.portcullis.runtime.settings;

/// One fault in the settings.
///
/// @param key as in a properties file
/// @param problem what is wrong with its value, without the value where it is a secret
/// @param remedy what the operator should do
public record Finding(String key, String problem, String remedy) {

  /// As in the environment.
  public String variable() {
    return Option.variable(key);
  }
}
