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

  /// What the list of the installation holds.
  static final String DISLIKED = "127.250.0.0/16";
  private static final byte DISLIKED_RUN = (byte) 250;

  private Networks() {}

  static InetAddress next() {
    return in(RUN);
  }

  static InetAddress disliked() {
    return in(DISLIKED_RUN);
  }

  private static InetAddress in(byte run) {
    int number = NEXT.getAndIncrement();
    try {
      return InetAddress.getByAddress(new byte[] {127, run, (byte) (number / 250), (byte) (1 + number % 250)});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
