package io.portcullis.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.RequestScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a request came from: the peer, or, behind gateways that we trust, the first address from the right of
/// `X-Forwarded-For` that is not one of them. What stands further left is the client's own invention.
@RequestScoped
public class ClientAddress {

  private final HttpServerRequest request;
  private final TrustedProxies trusted;

  ClientAddress(HttpServerRequest request, TrustedProxies trusted) {
    this.request = request;
    this.trusted = trusted;
  }

  public InetAddress address() {
    SocketAddress peer = request.connection().remoteAddress();
    InetAddress nearest = AddressLiteral.parse(peer.hostAddress()).orElseThrow();
    if (!trusted.contains(nearest)) {
      return nearest;
    }
    for (String hop : hops().reversed()) {
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

  public ClientNetwork network() {
    return ClientNetwork.of(address());
  }

  private List<String> hops() {
    return request.headers().getAll("X-Forwarded-For").stream()
        .flatMap(header -> Arrays.stream(header.split(","))).map(String::strip).toList();
  }
}
