package io.portcullis.devstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Redis without persistence: by the rules of the house it holds only what may be lost.
record RedisServer(StateFolder state, Ports ports, Optional<Locks> locks) implements Recipe {
  private static final int PROBE_TIMEOUT_MILLIS = 500;

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public ProcessBuilder prepare() throws IOException {
    Path folder = state.folder("redis");
    Path binary = folder.resolve("redis-server");
    if (Files.notExists(binary)) {
      unpack(folder, binary);
    }
    var command = new ArrayList<>(List.of(binary.toString(),
        "--bind", "127.0.0.1",
        locks.isPresent() ? "--tls-port" : "--port", Integer.toString(ports.redis()),
        "--dir", folder.toString(),
        "--save", "",
        "--appendonly", "no"));
    locks.ifPresent(locks -> command.addAll(List.of("--port", "0",
        "--tls-cert-file", locks.certificate().toString(), "--tls-key-file", locks.key().toString(),
        "--tls-ca-cert-file", locks.certificate().toString(), "--tls-auth-clients", "no",
        "--aclfile", users(locks).toString())));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  private Path users(Locks locks) {
    var users = new StringBuilder("user default off resetchannels -@all\n");
    for (Service service : Service.values()) {
      users.append("user %s on >%s ~* &* +@all -@admin -@dangerous%n".formatted(service.fullName(), locks.passwordOf(service)));
    }
    state.writePrivately("redis/users.acl", users.toString());
    return state.folder("redis").resolve("users.acl");
  }

  private Socket socket() throws IOException {
    return locks.isPresent() ? locks.get().trust().getSocketFactory().createSocket() : new Socket();
  }

  @Override
  public boolean isReady() {
    try (var socket = socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", ports.redis()), PROBE_TIMEOUT_MILLIS);
      socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      // Locked, it answers that it wants a password first.
      return socket.getInputStream().read() == (locks.isPresent() ? '-' : '+');
    } catch (IOException _) {
      return false;
    }
  }

  /// Under another name first, so that an interrupted copy is never taken for the binary.
  private static void unpack(Path folder, Path binary) throws IOException {
    String resource = Platform.current().redisBinary();
    Path draft = folder.resolve("redis-server.part");
    try (InputStream packed = RedisServer.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new StackFailure("No Redis for this machine on the classpath: " + resource);
      }
      Files.deleteIfExists(draft);
      Files.copy(packed, draft);
    }
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(draft, binary);
  }
}
