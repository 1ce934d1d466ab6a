package io.portcullis.devstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Redis without persistence: by the rules of the house it holds only what may be lost.
record RedisServer(StateFolder state, Ports ports) implements Recipe {
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
    return new ProcessBuilder(binary.toString(),
        "--bind", "127.0.0.1",
        "--port", Integer.toString(ports.redis()),
        "--dir", folder.toString(),
        "--save", "",
        "--appendonly", "no").directory(folder.toFile());
  }

  @Override
  public boolean isReady() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", ports.redis()), PROBE_TIMEOUT_MILLIS);
      socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
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
