package io.portcullis.runtime.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/// An address as it is written down. Literals only: a name must not cause a look-up, wherever the text came from.
public final class AddressLiteral {

  private AddressLiteral() {}

  /// Empty when `text` is no address. IPv4-mapped IPv6 (RFC 4291 §2.5.5.2) becomes IPv4.
  public static Optional<InetAddress> parse(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null || isIpv4Compatible(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // `::203.0.113.7` is another address than `::ffff:203.0.113.7` (§2.5.5.1), long out of use. Netty takes it for the mapped one, and it
  // would pass where 203.0.113.7 may.
  private static boolean isIpv4Compatible(String text) {
    return text.indexOf(':') >= 0 && text.indexOf('.') >= 0 && !text.toLowerCase(Locale.ROOT).contains("ffff:");
  }
}
