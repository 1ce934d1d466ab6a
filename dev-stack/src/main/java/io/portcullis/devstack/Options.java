package io.portcullis.devstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The launcher's command line.
record Options(String command, Path state, Ports ports, OptionalLong parent) {
  static final String USAGE = "Usage: Launcher stack|up|down --state FOLDER [--port-base 8080] [--parent PID]";

  static Options parse(String... args) {
    if (args.length == 0 || args.length % 2 == 0) {
      throw new StackFailure(USAGE);
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < args.length; i += 2) {
      values.put(args[i], args[i + 1]);
    }
    var state = Optional.ofNullable(values.remove("--state")).map(Path::of).orElseThrow(() -> new StackFailure(USAGE));
    var ports = new Ports((int) number("--port-base", Optional.ofNullable(values.remove("--port-base")).orElse("8080")));
    var parent = Optional.ofNullable(values.remove("--parent"))
        .map(pid -> OptionalLong.of(number("--parent", pid))).orElse(OptionalLong.empty());
    if (!values.isEmpty()) {
      throw new StackFailure("Unknown option " + values.keySet().iterator().next() + "\n" + USAGE);
    }
    return new Options(args[0], state, ports, parent);
  }

  private static long number(String option, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new StackFailure(option + " wants a number, not \"" + value + "\"");
    }
  }
}
