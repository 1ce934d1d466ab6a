package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The checked-out project, in which the services' build results lie.
record SourceTree(Path root) {
  private static final String RUN_JAR = "target/quarkus-app/quarkus-run.jar";

  /// The tree around the current directory: tests run in a module's folder, people anywhere.
  /// `-Dportcullis.home` names another.
  static SourceTree find() {
    var home = Optional.ofNullable(System.getProperty("portcullis.home")).map(Path::of);
    return new SourceTree(home.or(() -> Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
            .filter(folder -> Files.isRegularFile(folder.resolve("auth-service/pom.xml")))
            .findFirst())
        .orElseThrow(() -> new StackFailure("Run this inside of the project, or name its folder with -Dportcullis.home=…")));
  }

  /// How to start a service: its native executable when asked for by `PORTCULLIS_NATIVE=true`, else its jar.
  List<String> command(Service service, List<String> flags) {
    Path module = root.resolve(service.fullName());
    if ("true".equals(System.getenv("PORTCULLIS_NATIVE"))) {
      return List.of(nativeExecutable(module).toString());
    }
    Path jar = jar(service);
    var all = new ArrayList<>(flags);
    all.addAll(AotCache.beside(jar).use(flags));
    return JavaCommand.of(all, "-jar", jar.toString());
  }

  /// @throws StackFailure when it is not built
  Path jar(Service service) {
    Path jar = root.resolve(service.fullName()).resolve(RUN_JAR);
    if (Files.notExists(jar)) {
      throw new StackFailure(service.fullName() + " is not built: " + jar + " is missing (mvn package -DskipTests builds it)");
    }
    return jar;
  }

  private static Path nativeExecutable(Path module) {
    try (var files = Files.newDirectoryStream(module.resolve("target"), "*-runner")) {
      for (Path file : files) {
        return file;
      }
    } catch (IOException _) {
      // falls through to the failure below
    }
    throw new StackFailure("No native executable in " + module.resolve("target") + " (mvn package -Dnative builds it)");
  }
}
