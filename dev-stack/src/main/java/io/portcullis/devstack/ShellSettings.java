package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The services' settings in the shell that started the suite.
///
/// @param passed for the services
/// @param said   what a developer should know of them, a line each
record ShellSettings(SortedMap<String, String> passed, List<String> said) {

  private static final Path NAMES = Path.of("platform/runtime/src/main/resources/META-INF/portcullis/options-of-the-suite.tsv");
  private static final Pattern NAME = Pattern.compile("(?m)^key=(\\S+)(\\tmany=true)?$");
  /// What fits the stack's own ports, stores, keys and gateway, and nothing else.
  private static final Pattern OF_THE_STACK = Pattern.compile(
      "PORTCULLIS_(ORIGIN|DATABASE(_ROLE|_PASSWORD)?|REDIS|KAFKA|KEYS|SERVICES_.*|SMS_URL|TRUSTED_PROXIES|SERVICE_TOKEN_(ISSUER|SUBJECT_PREFIX))");
  /// Speaks to this process or to the tests.
  private static final Pattern NOT_FOR_SERVICES = Pattern.compile("PORTCULLIS_(NATIVE|JAVA_OPTIONS|TEST_.*|STATE|HOME)");

  static ShellSettings of(Map<String, String> shell, SourceTree tree) {
    try {
      return of(shell, NAME.matcher(Files.readString(tree.root().resolve(NAMES))).results()
          .map(found -> variables(found.group(1), found.group(2) != null)).toList());
    } catch (IOException unreadable) {
      throw new StackFailure("Cannot read " + NAMES, unreadable);
    }
  }

  private static ShellSettings of(Map<String, String> shell, List<Pattern> known) {
    var passed = new TreeMap<String, String>();
    var said = new ArrayList<String>();
    new TreeMap<>(shell).forEach((name, value) -> {
      if (name.startsWith("PORTCULLIS_") && !NOT_FOR_SERVICES.matcher(name).matches()) {
        if (OF_THE_STACK.matcher(name).matches()) {
          said.add(name + " of this shell is left out: the stack sets its own.");
        } else if (known.stream().noneMatch(variables -> variables.matcher(name).matches())) {
          said.add(name + " of this shell is left out: no service has such a setting.");
        } else {
          passed.put(name, value);
        }
      }
    });
    if (!passed.isEmpty()) {
      said.addFirst("From this shell: " + String.join(", ", passed.keySet()));
    }
    return new ShellSettings(passed, said);
  }

  /// As `Option` of the runtime reads a key.
  private static Pattern variables(String key, boolean many) {
    String name = key.replace("[*]", "0index0").replace("*", "0name0").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    return Pattern.compile(name.replace("0INDEX0", "_[0-9]+_").replace("0NAME0", "[A-Z0-9_]+") + (many ? "(_[0-9]+_)?" : ""));
  }
}
