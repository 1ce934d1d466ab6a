package io.portcullis.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Collectors;

/// PostgreSQL as it would be in production where that matters: it syncs to disk, and it lets in nobody without a
/// password, neither over TCP nor over a socket file. Each service has a role and a database of its own and cannot
/// enter another's.
final class PostgresServer implements Recipe {
  /// Bound to the state folder's binaries: a new version unpacks beside the old.
  private static final String VERSION = "18.6";

  private final StateFolder state;
  private final Ports ports;
  private final Passwords passwords;
  private final UnprivilegedUser user;
  private final Path folder;
  private final Path binaries;
  private final Path data;
  private final Optional<Locks> locks;

  PostgresServer(StateFolder state, Ports ports, Passwords passwords, Optional<Locks> locks) {
    this.locks = locks;
    this.state = state;
    this.ports = ports;
    this.passwords = passwords;
    this.user = UnprivilegedUser.available();
    this.folder = user.canEnter(state.root()) ? state.folder("postgres") : elsewhere(state);
    this.binaries = folder.resolve("binaries-" + VERSION);
    this.data = folder.resolve("data");
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public ProcessBuilder prepare() throws IOException {
    if (Files.notExists(binaries)) {
      unpack();
    }
    if (Files.notExists(data)) {
      createCluster();
    }
    List<String> tls = locks.isPresent() ? tls(locks.get()) : List.of();
    user.own(data);
    // The folder's lock and the orphan cleanup have shown that nobody serves this data; a leftover of a
    // killed server could name a pid that is a stranger's by now, and PostgreSQL would refuse to start.
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    var arguments = new ArrayList<>(tls);
    arguments.addAll(List.of("-D", data.toString(),
        "-c", "listen_addresses=127.0.0.1",
        "-c", "port=" + ports.postgres(),
        "-c", "unix_socket_directories=",
        "-c", "max_connections=200",
        "-c", "io_method=sync",      // no resident I/O workers
        "-c", "jit=off",             // costs more than it gains on short statements
        "-c", "timezone=UTC", "-c", "log_timezone=UTC"));
    return new ProcessBuilder(program("postgres", arguments.toArray(String[]::new))).directory(folder.toFile());
  }

  /// With its own copies, because it demands to own its key; and nobody comes in without TLS.
  private List<String> tls(Locks locks) throws IOException {
    Path certificate = data.resolve("house.pem");
    Path key = data.resolve("house.key");
    Path entrances = data.resolve("pg_hba_tls.conf");
    Files.copy(locks.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(locks.key(), key, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(entrances, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    for (Path file : List.of(certificate, key, entrances)) {
      user.own(file);
    }
    return List.of("-c", "ssl=on", "-c", "ssl_cert_file=" + certificate, "-c", "ssl_key_file=" + key,
        "-c", "hba_file=" + entrances);
  }

  /// The eighth line of `postmaster.pid` tells its state; the port alone is open long before.
  @Override
  public boolean isReady() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() >= 8 && lines.get(7).startsWith("ready");
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public Signal stopSignal() {
    return Signal.INTERRUPT;
  }

  private void unpack() throws IOException {
    Path draft = binaries.resolveSibling(binaries.getFileName() + ".part");
    Folders.delete(draft);
    Archive.unpack(Platform.current().postgresArchive(), draft);
    Files.move(draft, binaries);
  }

  /// Builds the cluster under another name first, so that an interrupted start leaves nothing half made.
  private void createCluster() throws IOException {
    Path draft = data.resolveSibling("data.part");
    Folders.delete(draft);
    Files.createDirectory(draft);
    Path passwordFile = folder.resolve("superuser");
    state.writePrivately(passwordFile.toString(), passwords.ofSuperuser());
    user.own(passwordFile);
    user.own(draft);
    run(program("initdb", "-D", draft.toString(), "-U", Passwords.SUPERUSER, "--pwfile", passwordFile.toString(),
        "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8"), "");
    // Single-user mode needs neither a port nor a client.
    run(program("postgres", "--single", "-D", draft.toString(), "postgres"), rolesAndDatabases());
    Files.delete(passwordFile);
    Files.move(draft, data);
  }

  /// A folder for a user who cannot enter the state folder. Its name is drawn once and kept in the state folder: when
  /// that is deleted, the data are forgotten with it.
  private static Path elsewhere(StateFolder state) {
    Path pointer = pointer(state.root());
    try {
      if (Files.notExists(pointer)) {
        state.writePrivately(pointer.toString(), Files.createTempDirectory(Path.of("/var/tmp"), "portcullis-postgres-").toString());
      }
      Path folder = Path.of(Files.readString(pointer));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void forgetElsewhere(Path root) throws IOException {
    if (Files.exists(pointer(root))) {
      Folders.delete(Path.of(Files.readString(pointer(root))));
    }
  }

  private static Path pointer(Path root) {
    return root.resolve("postgres").resolve("elsewhere");
  }

  private String rolesAndDatabases() {
    return Arrays.stream(Service.values())
        .map(service -> """
            CREATE ROLE %1$s LOGIN PASSWORD '%2$s'
            CREATE DATABASE %1$s OWNER %1$s
            REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC
            """.formatted(service.shortName(), passwords.of(service)))
        .collect(Collectors.joining("", "", "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC\n"));
  }

  private List<String> program(String name, String... arguments) {
    var program = new ArrayList<String>();
    program.add(binaries.resolve("bin").resolve(name).toString());
    program.addAll(List.of(arguments));
    return user.command(program);
  }

  private void run(List<String> command, String input) {
    Path log = state.log(name());
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile())
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      try (var stdin = process.outputWriter()) {
        stdin.write(input);
      }
      if (process.waitFor() != 0) {
        throw new StackFailure("PostgreSQL could not be set up; " + log + " says why");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while PostgreSQL was set up", e);
    }
  }
}
