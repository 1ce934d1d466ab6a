package io.portcullis.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/// How to run a program that refuses to be root, as PostgreSQL does. Builds and containers often are root.
///
/// A user namespace is preferred: inside it the process is "nobody", outside it still owns our files. Where
/// namespaces are forbidden (many container engines), it becomes the real "nobody" and is given the data folder.
enum UnprivilegedUser {
  OURSELVES(List.of()),
  NAMESPACE(List.of("unshare", "-U")),
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  private final List<String> prefix;

  UnprivilegedUser(List<String> prefix) {
    this.prefix = prefix;
  }

  static UnprivilegedUser available() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return OURSELVES;
    }
    return NAMESPACE.runs("true") ? NAMESPACE : NOBODY;
  }

  /// Whether it may pass through `folder` and everything above; root's home, for one, is closed to "nobody".
  boolean canEnter(Path folder) {
    return runs("sh", "-c", "cd \"$0\"", folder.toString());
  }

  List<String> command(List<String> program) {
    var command = new ArrayList<>(prefix);
    command.addAll(program);
    return command;
  }

  /// Makes `folder` and all in it belong to the user the program will be; the way chosen may have changed since the last run.
  void own(Path folder) throws IOException {
    UserPrincipal owner = folder.getFileSystem().getUserPrincipalLookupService()
        .lookupPrincipalByName(this == NOBODY ? "65534" : System.getProperty("user.name"));
    if (Files.getOwner(folder).equals(owner)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      files.forEach(file -> setOwner(file, owner));
    }
  }

  private static void setOwner(Path file, UserPrincipal owner) {
    try {
      Files.setOwner(file, owner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean runs(String... program) {
    try {
      return new ProcessBuilder(command(List.of(program))).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
