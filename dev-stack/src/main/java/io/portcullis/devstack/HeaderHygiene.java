package io.portcullis.devstack;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// What may pass the gateway among headers. Services believe forwarding and identity headers because only a gateway
/// can have set them; so a client's own must end here.
final class HeaderHygiene {
  /// They concern one connection, not the message (RFC 9110 §7.6.1).
  private static final Set<String> HOP_BY_HOP = Set.of("connection", "proxy-connection", "keep-alive", "te", "trailer",
      "transfer-encoding", "upgrade", "proxy-authenticate", "proxy-authorization", "expect");

  private HeaderHygiene() {}

  /// Copies a client's headers for the service.
  ///
  /// @param peer the address at the other end of the connection, the only one we can vouch for
  static void toService(MultiMap client, MultiMap service, String peer) {
    Set<String> connection = named(client);
    client.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (passes(lower, connection) && !isForwarding(lower) && !lower.equals("host") && !lower.equals("content-length")) {
        service.add(name, value);
      }
    });
    service.set("X-Forwarded-For", peer);
    service.set("X-Forwarded-Proto", "http");
  }

  /// Copies a service's headers for the client.
  static void toClient(MultiMap service, MultiMap client) {
    Set<String> connection = named(service);
    service.forEach((name, value) -> {
      if (passes(name.toLowerCase(Locale.ROOT), connection)) {
        client.add(name, value);
      }
    });
  }

  private static boolean passes(String name, Set<String> connection) {
    return !HOP_BY_HOP.contains(name) && !connection.contains(name) && !name.startsWith("x-portcullis-");
  }

  private static boolean isForwarding(String name) {
    return name.equals("forwarded") || name.startsWith("x-forwarded-") || name.equals("x-real-ip")
        || name.startsWith("x-original-") || name.equals("x-rewrite-url") || name.equals("x-http-method-override");
  }

  /// Headers that the `Connection` header declares to be hop-by-hop, too.
  private static Set<String> named(MultiMap headers) {
    var names = new HashSet<String>();
    for (String value : headers.getAll("Connection")) {
      for (String name : value.split(",")) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
