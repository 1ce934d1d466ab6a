package io.portcullis.session.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.http.Network;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSetTest {

  private static final int NETWORKS = 100_000;
  private static final int LOOK_UPS = 200;

  /// Against ranges of plain numbers, gone through one by one; half of the addresses lie at the border of a network.
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void givenManyNetworks_thenLookUpsSayWhatGoingThroughThemSays(long seed) throws UnknownHostException {
    var random = new Random(seed);
    var ranges = new ArrayList<Range>();
    var networks = new ArrayList<Network>();
    for (int i = 0; i < NETWORKS; i++) {
      int bytes = random.nextInt(4) == 0 ? 16 : 4;
      byte[] address = random(random, bytes);
      // Some wide, most narrow, as in real lists; wide enough that many lie in another.
      int length = bytes * 8 - (random.nextInt(100) == 0 ? random.nextInt(bytes * 8 - 6) : random.nextInt(10));
      networks.add(Network.parse(InetAddress.getByAddress(address).getHostAddress() + "/" + length).orElseThrow());
      ranges.add(Range.of(address, length));
    }
    NetworkSet set = NetworkSet.of(networks);

    int found = 0;
    for (int i = 0; i < LOOK_UPS; i++) {
      byte[] address = i % 2 == 0
          ? ranges.get(random.nextInt(NETWORKS)).border(random.nextInt(4))
          : random(random, random.nextBoolean() ? 16 : 4);
      var number = new BigInteger(1, address);
      boolean expected = ranges.stream().anyMatch(range -> range.contains(number, address.length));
      assertThat(set.contains(Network.of(InetAddress.getByAddress(address))))
          .as("%s", InetAddress.getByAddress(address)).isEqualTo(expected);
      found += expected ? 1 : 0;
    }
    assertThat(found).isBetween(LOOK_UPS / 10, LOOK_UPS * 9 / 10);
    assertThat(set.size()).isLessThan(NETWORKS);
  }

  private static byte[] random(Random random, int bytes) {
    byte[] address = new byte[bytes];
    random.nextBytes(address);
    return address;
  }

  private record Range(int bytes, BigInteger first, BigInteger last) {

    static Range of(byte[] address, int length) {
      BigInteger size = BigInteger.ONE.shiftLeft(address.length * 8 - length);
      BigInteger number = new BigInteger(1, address);
      BigInteger first = number.subtract(number.mod(size));
      return new Range(address.length, first, first.add(size).subtract(BigInteger.ONE));
    }

    boolean contains(BigInteger number, int length) {
      return length == bytes && number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
    }

    byte[] border(int which) {
      BigInteger number = List.of(first, last, first.subtract(BigInteger.ONE), last.add(BigInteger.ONE)).get(which)
          .mod(BigInteger.ONE.shiftLeft(bytes * 8));
      byte[] digits = number.toByteArray();
      byte[] address = new byte[bytes];
      int from = Math.max(0, digits.length - bytes);
      System.arraycopy(digits, from, address, bytes - (digits.length - from), digits.length - from);
      return address;
    }
  }
}
