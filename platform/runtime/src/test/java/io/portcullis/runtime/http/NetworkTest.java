package io.portcullis.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
      "203.0.113.64/26, 203.0.113.64, 203.0.113.127, 203.0.113.63, 203.0.113.128",
      "10.0.0.0/8, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
      "198.51.100.7/32, 198.51.100.7, 198.51.100.7, 198.51.100.6, 198.51.100.8",
      "198.51.100.7, 198.51.100.7, 198.51.100.7, 198.51.100.6, 198.51.100.8",
      "128.0.0.0/1, 128.0.0.0, 255.255.255.255, 127.255.255.255, ::8000:0",
      "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
      "2001:db8:1:2::/63, 2001:db8:1:2::, 2001:db8:1:3:ffff:ffff:ffff:ffff, 2001:db8:1:1:ffff:ffff:ffff:ffff, 2001:db8:1:4::",
      "2001:db8:1:2::/64, 2001:db8:1:2::, 2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:1:ffff:ffff:ffff:ffff, 2001:db8:1:3::",
      "2001:db8:1:2:8000::/65, 2001:db8:1:2:8000::, 2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2:7fff:ffff:ffff:ffff, 2001:db8:1:3::",
      "2001:db8::1/128, 2001:db8::1, 2001:db8::1, 2001:db8::, 2001:db8::2"})
  void givenANetwork_thenItHoldsItsFirstAndLastAddressAndNoNeighbour(
      String network, String first, String last, String before, String after) {
    assertThat(contains(network, first)).isTrue();
    assertThat(contains(network, last)).isTrue();
    assertThat(contains(network, before)).isFalse();
    assertThat(contains(network, after)).isFalse();
  }

  @Test
  void givenTheWholeOfOneFamily_thenTheOtherIsOutside() {
    assertThat(contains("0.0.0.0/0", "255.255.255.255")).isTrue();
    assertThat(contains("::/0", "ffff::")).isTrue();
    assertThat(contains("0.0.0.0/0", "::1")).isFalse();
    assertThat(contains("::/0", "203.0.113.1")).isFalse();
  }

  @Test
  void givenIpv4InTheClothesOfIpv6_thenItIsIpv4() {
    assertThat(contains("203.0.113.0/24", "::ffff:203.0.113.9")).isTrue();
    assertThat(contains("203.0.113.0/24", "::ffff:cb00:7109")).isTrue();
    assertThat(Network.parse("::ffff:203.0.113.0/120")).isEqualTo(Network.parse("203.0.113.0/24"));
  }

  @Test
  void givenBitsPastThePrefix_thenTheyDoNotCount() {
    assertThat(Network.parse("203.0.113.7/24")).isEqualTo(Network.parse("203.0.113.0/24"));
    assertThat(Network.parse("2001:db8::7/64")).isEqualTo(Network.parse("2001:db8::/64"));
  }

  @Test
  void givenANetworkInAnother_thenOnlyTheWiderHoldsTheOther() {
    assertThat(network("10.0.0.0/8").contains(network("10.1.0.0/16"))).isTrue();
    assertThat(network("10.1.0.0/16").contains(network("10.0.0.0/8"))).isFalse();
    assertThat(network("10.1.0.0/16").contains(network("10.1.0.0/16"))).isTrue();
  }

  @Test
  void givenManyNetworks_thenTheySortByFamilyAddressAndWidth() {
    assertThat(List.of(network("::/0"), network("200.0.0.0/8"), network("10.0.0.0/16"), network("10.0.0.0/8"),
        network("ff00::/8"), network("2001:db8::/32")).stream().sorted())
        .containsExactly(network("10.0.0.0/8"), network("10.0.0.0/16"), network("200.0.0.0/8"), network("::/0"),
            network("2001:db8::/32"), network("ff00::/8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.0/ 8",
      "10.0.0/8", "10.0.0.256/8", "2001:db8::/129", "2001:db8::/99999999999", "1::2::3/64", "::ffff:0:0/90", "localhost/8",
      "example.org", "10.0.0.0/255.0.0.0", "10.0.0.0/٨", "10.0.0.0/016", "2001:db8::/064", "10.0.0.0/00"})
  void givenSomethingElse_thenItIsNoNetwork(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }

  @Test
  void givenAPrefixLongerThanAnAddress_thenThereIsNoSuchNetwork() {
    assertThatThrownBy(() -> new Network(32, 0, 0, 33)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Network(64, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "example.org", "0x7f.1", "1.2.3", "", " 1.2.3.4", "1.2.3.4:80", "::1.2.3.4", "0:0:0:0:0:0:1.2.3.4"})
  void givenAName_thenItIsNoAddressAndNobodyIsAsked(String text) {
    assertThat(AddressLiteral.parse(text)).isEmpty();
  }

  private static boolean contains(String network, String address) {
    return network(network).contains(AddressLiteral.parse(address).orElseThrow());
  }

  private static Network network(String text) {
    return Network.parse(text).orElseThrow();
  }
}
