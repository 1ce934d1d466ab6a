package io.portcullis.session.apikey;

import io.netty.util.NetUtil;
import io.portcullis.runtime.http.Network;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The networks that a key counts from; none stands for every one. IPv4-mapped addresses are IPv4 here (RFC 4291 §2.5.5.2), in the
/// list as in requests.
///
/// @param networks in order, each once
public record AllowList(List<Network> networks) {

  static final int LONGEST = 50;
  private static final int WIDEST_IPV4 = 16;
  private static final int WIDEST_IPV6 = 32;
  /// Prefixes whose last 32 bits are an IPv4 address: the whole prefix is all of IPv4 (NAT64, RFC 6052 §2.1 and RFC 8215; Teredo,
  /// RFC 4380 §4).
  private static final List<Network> EMBED_IPV4 = Stream.of("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32")
      .map(text -> Network.parse(text).orElseThrow()).toList();
  private static final int WIDEST_EMBEDDED = Network.IPV6 - Network.IPV4 + WIDEST_IPV4;

  public static final AllowList EVERYWHERE = new AllowList(List.of());

  public AllowList {
    networks = networks.stream().distinct().sorted().toList();
  }

  /// Empty when one of them is no network, or so wide that half the world is in it.
  static Optional<AllowList> parse(List<String> texts) {
    var networks = new ArrayList<Network>();
    for (String text : texts) {
      Optional<Network> network = Network.parse(text).filter(AllowList::isNarrowEnough);
      if (network.isEmpty()) {
        return Optional.empty();
      }
      networks.add(network.get());
    }
    return Optional.of(new AllowList(networks));
  }

  private static boolean isNarrowEnough(Network network) {
    return network.length() >= (network.bits() == Network.IPV4 ? WIDEST_IPV4
        : EMBED_IPV4.stream().anyMatch(prefix -> prefix.contains(network) || network.contains(prefix)) ? WIDEST_EMBEDDED : WIDEST_IPV6);
  }

  public boolean isEverywhere() {
    return networks.isEmpty();
  }

  public boolean admits(InetAddress address) {
    return isEverywhere() || networks.stream().anyMatch(network -> network.contains(address));
  }

  /// Whether it admits nobody whom `other` does not.
  boolean isWithin(AllowList other) {
    return other.isEverywhere() || !isEverywhere() && networks.stream().allMatch(
        network -> other.networks.stream().anyMatch(wider -> wider.contains(network)));
  }

  /// In CIDR notation.
  List<String> texts() {
    return networks.stream().map(AllowList::text).toList();
  }

  static String text(Network network) {
    byte[] bytes = network.bits() == Network.IPV4
        ? ByteBuffer.allocate(Integer.BYTES).putInt(0, (int) (network.high() >>> Integer.SIZE)).array()
        : ByteBuffer.allocate(2 * Long.BYTES).putLong(network.high()).putLong(network.low()).array();
    return NetUtil.bytesToIpAddress(bytes) + '/' + network.length();
  }
}
