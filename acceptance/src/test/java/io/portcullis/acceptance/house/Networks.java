package io.portcullis.acceptance.house;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Gives every customer a network of its own out of 127/8, so that the limits per network see what they would see in
/// the world: different people in different places, and an attacker in one.
final class Networks {
  private static final AtomicInteger NEXT = new AtomicInteger(1);
  /// Another one for each run, as a suite that is kept between runs remembers what it counted.
  private static final byte RUN = (byte) (20 + new SecureRandom().nextInt(100));

  private Networks() {}

  static InetAddress next() {
    int number = NEXT.getAndIncrement();
    try {
      return InetAddress.getByAddress(new byte[] {127, RUN, (byte) (number / 250), (byte) (1 + number % 250)});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
