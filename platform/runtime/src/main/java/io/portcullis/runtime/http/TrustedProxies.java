package io.portcullis.runtime.http;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The networks, as `address/prefix length`, whose `X-Forwarded-For` we believe: the gateways, and nobody else.
@ApplicationScoped
class TrustedProxies {

  private final List<Network> networks;

  TrustedProxies(@ConfigProperty(name = "portcullis.trusted-proxies") List<String> networks) {
    this.networks = networks.stream().map(Network::parse).toList();
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Network network : networks) {
      if (network.contains(bytes)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the other end of a connection is one.
  boolean contains(SocketAddress peer) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(peer.hostAddress());
    try {
      return bytes != null && contains(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Network(byte[] prefix, int length) {

    static Network parse(String text) {
      String[] parts = text.strip().split("/", 2);
      byte[] prefix = NetUtil.createByteArrayFromIpAddressString(parts[0]);
      if (prefix == null || parts.length != 2) {
        throw new IllegalArgumentException("portcullis.trusted-proxies: not a network: " + text);
      }
      return new Network(prefix, Integer.parseInt(parts[1]));
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < length; bit++) {
        int mask = 0x80 >>> bit % 8;
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
