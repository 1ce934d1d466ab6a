package io.portcullis.runtime.http;

import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The networks, as `address/prefix length`, whose `X-Forwarded-For` we believe: the gateways, and nobody else.
@ApplicationScoped
class TrustedProxies {

  private final List<Network> networks;

  TrustedProxies(@ConfigProperty(name = "portcullis.trusted-proxies") List<String> networks) {
    this.networks = networks.stream().map(TrustedProxies::parse).toList();
  }

  boolean contains(InetAddress address) {
    Network host = Network.of(address);
    for (Network network : networks) {
      if (network.contains(host)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the other end of a connection is one.
  boolean contains(SocketAddress peer) {
    return AddressLiteral.parse(peer.hostAddress()).map(this::contains).orElse(false);
  }

  private static Network parse(String text) {
    return Network.parse(text.strip()).orElseThrow(
        () -> new IllegalArgumentException("portcullis.trusted-proxies: not a network: " + text));
  }
}
