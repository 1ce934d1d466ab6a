package io.portcullis.runtime.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.netty.util.NetUtil;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// A client's network: an IPv4 address, or the /64 of an IPv6 one, since a household is handed a whole /64.
///
/// It is no text, so that nobody counts by it unawares: one customer may have the 65 536 networks of a /48. Limits of a network
/// are [io.portcullis.runtime.throttle.Limit#onNetwork], shares are [io.portcullis.runtime.throttle.Limit#onShare], and what is
/// digested or kept to count by is [#site].
@RegisterForReflection
public final class ClientNetwork {

  private static final int SITE = 48;

  private final String text;

  /// @param text as [#of] writes it
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ClientNetwork(String text) {
    this.text = Objects.requireNonNull(text);
  }

  public static ClientNetwork of(InetAddress address) {
    if (address instanceof Inet4Address) {
      return new ClientNetwork(address.getHostAddress());
    }
    byte[] prefix = address.getAddress();
    Arrays.fill(prefix, 8, 16, (byte) 0);
    return new ClientNetwork(NetUtil.bytesToIpAddress(prefix) + "/64");
  }

  /// The widest network that one customer may hold: an IPv4 address, or the /48 of an IPv6 one.
  public String site() {
    return within(SITE).orElse(text);
  }

  /// The IPv6 prefix that it lies in; empty of IPv4.
  ///
  /// @param length less than that of the network
  public Optional<String> within(int length) {
    return Network.parse(text).filter(network -> network.bits() == Network.IPV6)
        .map(network -> new Network(network.bits(), network.high(), network.low(), length))
        .map(wider -> Long.toHexString(wider.high()) + '/' + length);
  }

  /// The network itself, which changes with each of a customer's many networks.
  ///
  /// @param reason why nobody gains by that
  public String exactlyBecause(String reason) {
    return text;
  }

  @JsonValue
  String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientNetwork network && network.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// The same of all: a key that is put together with it would at once be everybody's.
  @Override
  public String toString() {
    return "ClientNetwork[redacted]";
  }
}
