package io.portcullis.runtime.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// A network in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), such as `203.0.113.0/24` or `2001:db8::/32`. The two
/// families stay apart: `::/0` holds no IPv4 address.
///
/// @param bits of its addresses: 32 or 128
/// @param high the upper half of its first address, which stands to the left: of an IPv4 address its upper half
/// @param length of the prefix
public record Network(int bits, long high, long low, int length) implements Comparable<Network> {

  public static final int IPV4 = 32;
  public static final int IPV6 = 128;
  /// Of `::ffff:0:0/96`, where IPv4-mapped addresses live (RFC 4291 §2.5.5.2).
  private static final int MAPPED = 96;

  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Comparator<Network> ORDER = Comparator.comparingInt(Network::bits)
      .thenComparing(Network::high, Long::compareUnsigned)
      .thenComparing(Network::low, Long::compareUnsigned)
      .thenComparing(Network::length);

  /// What stands to the right of the prefix does not count: `203.0.113.7/24` is `203.0.113.0/24`.
  public Network {
    if (bits != IPV4 && bits != IPV6 || length < 0 || length > bits) {
      throw new IllegalArgumentException("no network of " + bits + " bits has a prefix of " + length);
    }
    high &= leading(length);
    low &= leading(length - Long.SIZE);
  }

  /// Empty when `text` is no network. An address alone is a network of one.
  public static Optional<Network> parse(String text) {
    String[] parts = text.split("/", 2);
    Optional<InetAddress> address = AddressLiteral.parse(parts[0]);
    if (address.isEmpty() || parts.length == 1) {
      return address.map(Network::of);
    }
    if (!LENGTH.matcher(parts[1]).matches()) {
      return Optional.empty();
    }
    Network host = of(address.get());
    boolean mapped = host.bits == IPV4 && !NetUtil.isValidIpV4Address(parts[0]);
    int length = Integer.parseInt(parts[1]) - (mapped ? MAPPED : 0);
    return length < 0 || length > host.bits
        ? Optional.empty()
        : Optional.of(new Network(host.bits, host.high, host.low, length));
  }

  /// The network of this address alone.
  public static Network of(InetAddress address) {
    byte[] bytes = address.getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length * Byte.SIZE == IPV4
        ? new Network(IPV4, (long) buffer.getInt() << IPV4, 0, IPV4)
        : new Network(IPV6, buffer.getLong(), buffer.getLong(), IPV6);
  }

  public boolean contains(InetAddress address) {
    return contains(of(address));
  }

  /// Whether all of `other` lies in it. Two networks lie one in the other, or have nothing in common.
  public boolean contains(Network other) {
    return bits == other.bits && length <= other.length
        && ((high ^ other.high) & leading(length)) == 0
        && ((low ^ other.low) & leading(length - Long.SIZE)) == 0;
  }

  /// IPv4 first, then by first address, and of two that begin alike the wider first.
  @Override
  public int compareTo(Network other) {
    return ORDER.compare(this, other);
  }

  /// The mask of so many bits from the left.
  private static long leading(int count) {
    if (count <= 0) {
      return 0;
    }
    return count >= Long.SIZE ? -1L : -1L << Long.SIZE - count;
  }
}
