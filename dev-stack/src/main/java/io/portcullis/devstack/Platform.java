package io.portcullis.devstack;

import java.util.Locale;

/// The machine this runs on, in the words of those who packed the binaries.
record Platform(OperatingSystem system, Architecture architecture) {
  enum OperatingSystem { LINUX, DARWIN }

  enum Architecture { AMD64, ARM64 }

  static Platform current() {
    return new Platform(system(System.getProperty("os.name")), architecture(System.getProperty("os.arch")));
  }

  String postgresArchive() {
    String cpu = switch (architecture) {
      case AMD64 -> "x86_64";
      case ARM64 -> "arm_64";
    };
    return "/postgres-" + lower(system) + "-" + cpu + ".txz";
  }

  String redisBinary() {
    return "/redis-server-7.0.15-" + lower(system) + "-" + lower(architecture);
  }

  private static OperatingSystem system(String name) {
    if (name.startsWith("Linux")) {
      return OperatingSystem.LINUX;
    }
    if (name.startsWith("Mac")) {
      return OperatingSystem.DARWIN;
    }
    throw new StackFailure("The dev stack runs on Linux and macOS, not on " + name + " (on Windows: in WSL)");
  }

  private static Architecture architecture(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> Architecture.AMD64;
      case "aarch64" -> Architecture.ARM64;
      default -> throw new StackFailure("The dev stack runs on amd64 and arm64, not on " + name);
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
