package io.portcullis.devstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A `java` command line for a child: the same JDK as ours, since the one on the PATH may be another.
final class JavaCommand {
  private JavaCommand() {}

  static List<String> of(List<String> flags, String... rest) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of(rest));
    return command;
  }
}
