package io.portcullis.devstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/// Finds out before anything starts that a port is taken, and says by whom: a bind error deep in some log helps nobody.
final class PortCheck {
  private PortCheck() {}

  static void requireFree(Map<String, Integer> wanted) {
    wanted.forEach((purpose, port) -> {
      if (!isFree(port)) {
        throw new StackFailure("Port %d, wanted for %s, is in use%s. Stop that process or choose other ports with --port-base."
            .formatted(port, purpose, PortOwner.of(port).map(owner -> " by " + describe(owner)).orElse("")));
      }
    });
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);   // connections that linger after a restart do not count
      socket.bind(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String describe(ProcessHandle owner) {
    return "process " + owner.pid() + owner.info().command().map(command -> " (" + command + ")").orElse("");
  }
}
