package io.portcullis.notification.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverHostsTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
      "255.255.255.255", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
      "2002:a00:1::1", "2001:db8::1"})
  void ssrf_givenAnAddressThatIsNotPublic_thenItIsNone(String address) throws Exception {
    assertThat(ReceiverHosts.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "172.32.0.1", "100.128.0.1"})
  void givenAPublicAddress_thenItIsOne(String address) throws Exception {
    assertThat(ReceiverHosts.isPublic(InetAddress.getByName(address))).isTrue();
  }
}
