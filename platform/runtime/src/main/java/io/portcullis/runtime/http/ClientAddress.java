package io.portcullis.runtime.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.RequestScoped;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a request came from: the peer, or, behind gateways that we trust, the first address from the right of
/// `X-Forwarded-For` that is not one of them. What stands further left is the client's own invention.
@RequestScoped
public class ClientAddress {

  private static final int SITE = 48;

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

  /// What limits count by: an IPv4 address, or the /64 of an IPv6 one, since a household is handed a whole /64.
  public String network() {
    return network(address());
  }

  /// The same for an address that was noted before.
  public static String network(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] prefix = address.getAddress();
    Arrays.fill(prefix, 8, 16, (byte) 0);
    return NetUtil.bytesToIpAddress(prefix) + "/64";
  }

  /// The widest network that one customer may hold: an IPv4 address, or the /48 of an IPv6 one. A share that each requester has
  /// of something goes by it, since each /64 would bring one more share.
  ///
  /// @param network as [#network] says it
  public static String site(String network) {
    return Network.parse(network).filter(found -> found.bits() == Network.IPV6)
        .map(found -> Long.toHexString(found.high() >>> Long.SIZE - SITE) + "/48").orElse(network);
  }

  private List<String> hops() {
    return request.headers().getAll("X-Forwarded-For").stream()
        .flatMap(header -> Arrays.stream(header.split(","))).map(String::strip).toList();
  }
}
