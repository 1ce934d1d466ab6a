package io.portcullis.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where requests come from: the peer, or, behind gateways that we trust, the first address from the right of
/// `X-Forwarded-For` that is not one of them. What stands further left is the client's own invention.
@ApplicationScoped
public class ClientAddresses {

  private final TrustedProxies trusted;

  ClientAddresses(TrustedProxies trusted) {
    this.trusted = trusted;
  }

  public InetAddress of(HttpServerRequest request) {
    SocketAddress peer = request.connection().remoteAddress();
    InetAddress nearest = AddressLiteral.parse(peer.hostAddress()).orElseThrow();
    if (!trusted.contains(nearest)) {
      return nearest;
    }
    for (String hop : hops(request).reversed()) {
      Optional<InetAddress> address = AddressLiteral.parse(hop);
      if (address.isEmpty()) {
        return nearest;
      }
      nearest = address.get();
      if (!trusted.contains(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }

  private static List<String> hops(HttpServerRequest request) {
    return request.headers().getAll("X-Forwarded-For").stream()
        .flatMap(header -> Arrays.stream(header.split(","))).map(String::strip).toList();
  }
}
