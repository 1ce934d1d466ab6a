package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a service's JVM learnt in training, kept beside its jar: classes loaded and linked, and the profiles of its methods
/// (JEP 483, JEP 515). A build removes it. The JVM ignores one that was made of other jars.
public final class AotCache {
  /// Among a service's JVM options: it writes down what it learns, in its own folder, when it ends.
  public static final String RECORDING = "-XX:AOTMode=record -XX:AOTConfiguration=training.aotconf";
  private static final String RECORD = "training.aotconf";
  private static final long PATIENCE_SECONDS = 300;

  private final Path jar;

  private AotCache(Path jar) {
    this.jar = jar;
  }

  static AotCache beside(Path jar) {
    return new AotCache(jar);
  }

  /// @param flags of the process that is about to start
  /// @return the flags by which it uses the cache; none while it is in training itself, or when there is no cache
  List<String> use(List<String> flags) {
    Path file = file();
    boolean inTraining = flags.stream().anyMatch(flag -> flag.startsWith("-XX:AOT"));
    return inTraining || Files.notExists(file) ? List.of() : List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
  }

  /// Makes the cache of what an instance of `service` recorded; it has ended by now.
  ///
  /// @param state of the stack that it ran on
  /// @return how many bytes the cache has
  /// @throws StackFailure when there is no record, or the JVM can't make a cache of it
  public static long make(Path state, Service service) {
    Path jar = SourceTree.find().jar(service);
    Path folder = state.resolve("services").resolve(service.fullName());
    Path cache = beside(jar).file();
    if (Files.notExists(folder.resolve(RECORD))) throw new StackFailure(service.fullName() + " recorded nothing in " + folder);
    var flags = new ArrayList<>(ServiceProcess.FLAGS);
    flags.addAll(List.of("-XX:TieredStopAtLevel=4", "-Xmx1g", "-XX:AOTMode=create", "-XX:AOTConfiguration=" + RECORD, "-XX:AOTCache=" + cache));
    try {
      Process making = new ProcessBuilder(JavaCommand.of(flags, "-jar", jar.toString())).directory(folder.toFile())
          .redirectErrorStream(true).redirectOutput(folder.resolve("training.log").toFile()).start();
      if (!making.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || making.exitValue() != 0) {
        making.destroyForcibly();
        throw new StackFailure("No cache for " + service.fullName() + ": " + Files.readString(folder.resolve("training.log")));
      }
      return Files.size(cache);
    } catch (IOException unwritable) {
      throw new StackFailure("No cache for " + service.fullName(), unwritable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while the cache for " + service.fullName() + " was made", interrupted);
    }
  }

  private Path file() {
    return jar.resolveSibling("app.aot");
  }
}
