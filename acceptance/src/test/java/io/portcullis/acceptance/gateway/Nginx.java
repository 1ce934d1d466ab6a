package io.portcullis.acceptance.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The real nginx, without privileges, with the configuration of `deploy/gateway` but for addresses and folders.
final class Nginx implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String NOBODY = "65534";

  private final Process process;
  private final Path folder;
  private final int port;

  private Nginx(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /// Empty when this machine has none.
  static Optional<Path> binary() {
    return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(directory -> Path.of(directory, "nginx")).filter(Files::isExecutable).findFirst();
  }

  /// @param upstreams port by upstream name
  static Nginx start(Path binary, Path configuration, Map<String, Integer> upstreams) throws Exception {
    Path folder = Files.createTempDirectory("portcullis-nginx");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    int port = freePort();
    copy(Path.of("../web/target/classes/META-INF/portcullis-web"), folder.resolve("pages"));
    Path rendered = folder.resolve("nginx.conf");
    Files.writeString(rendered, render(Files.readString(configuration), folder, port, upstreams));
    for (String included : List.of("pages-paths.conf", "pages-files.conf")) {
      Files.writeString(folder.resolve(included), render(Files.readString(Path.of("../deploy/gateway", included)), folder, port, upstreams));
    }
    Files.setPosixFilePermissions(rendered, PosixFilePermissions.fromString("rw-r--r--"));
    Path output = folder.resolve("output.log");
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.addAll(List.of(binary.toString(), "-e", folder.resolve("error.log").toString(), "-p", folder.toString(),
        "-c", rendered.toString(), "-g", "daemon off;"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    var nginx = new Nginx(process, folder, port);
    nginx.awaitListening(output);
    return nginx;
  }

  /// To where a user without rights may read.
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) Files.copy(file, to.resolve(from.relativize(file)));
    }
  }

  static String render(String configuration, Path folder, int port, Map<String, Integer> upstreams) {
    String rendered = configuration
        .replace("/tmp/", folder + "/")
        .replace("/dev/stderr", folder + "/error.log").replace("/dev/stdout", folder + "/access.log")
        .replace("/usr/share/portcullis-web", folder + "/pages")
        .replace("worker_processes auto", "worker_processes 1")
        .replace("listen 8080", "listen 127.0.0.1:" + port)
        // Names are looked up while nginx runs, which its open source knows since 1.27.3 only.
        .replaceAll("(?m)^\\s*resolver .*$", "");
    for (var upstream : upstreams.entrySet()) {
      rendered = rendered.replace("server " + upstream.getKey() + "-service:8080 resolve", "server 127.0.0.1:" + upstream.getValue());
    }
    return rendered;
  }

  int port() {
    return port;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("access.log"), StandardCharsets.ISO_8859_1);
  }

  private void awaitListening(Path output) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline) && process.isAlive()) {
      try (var _ = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    String said = Files.readString(output);
    close();
    throw new AssertionError("nginx did not start: " + said);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
