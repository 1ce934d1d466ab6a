package io.portcullis.runtime.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// An address as it is written down. Literals only: a name must not cause a look-up, wherever the text came from.
public final class AddressLiteral {

  private AddressLiteral() {}

  /// Empty when `text` is no address. IPv4-mapped IPv6 (RFC 4291 §2.5.5.2) becomes IPv4.
  public static Optional<InetAddress> parse(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
