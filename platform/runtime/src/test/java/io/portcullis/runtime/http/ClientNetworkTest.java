package io.portcullis.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.runtime.throttle.Limit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

  private static final Limit LIMIT = new Limit("limit", 10, Duration.ofMinutes(1));

  private static ClientNetwork network(String address) {
    return ClientNetwork.of(AddressLiteral.parse(address).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.7, 203.0.113.7", "::ffff:203.0.113.7, 203.0.113.7", "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
      "2001:db8::1, 2001:db8::/64"})
  void isAnIpv4Address_orASixtyFourth(String address, String text) {
    assertThat(network(address)).isEqualTo(new ClientNetwork(text));
  }

  @ParameterizedTest
  @CsvSource({"2001:db8:1:0::1, 2001:db8:1:ffff::1, true", "2001:db8:1::1, 2001:db8:2::1, false", "203.0.113.7, 203.0.113.8, false",
      "203.0.113.7, ::ffff:203.0.113.7, true"})
  void a13_site_isOneForAllNetworksThatACustomerMayHold(String one, String other, boolean same) {
    assertThat(network(one).site().equals(network(other).site())).isEqualTo(same);
    assertThat(LIMIT.onShare("x", network(one)).equals(LIMIT.onShare("x", network(other)))).isEqualTo(same);
  }

  @Test
  void a14_aLimitCountsAnIpv6NetworkAndItsTwoPrefixes_andAnIpv4AddressAlone() {
    assertThat(LIMIT.onNetwork(network("2001:db8:1:2ff::1"))).extracting(counted -> counted.limit().name() + ' ' + counted.limit().size())
        .containsExactly("limit 10", "limit/56 40", "limit/48 160");
    assertThat(LIMIT.onNetwork(network("203.0.113.7"))).extracting(Limit.Counted::subject).containsExactly("203.0.113.7");
  }

  @Test
  void putIntoAText_isTheSameForAll_soThatNobodyCountsByIt() {
    assertThat("mailbox\n" + network("2001:db8::1")).isEqualTo("mailbox\n" + network("203.0.113.7"));
  }

  @Test
  void givenItIsKept_thenItComesBackTheSame() throws Exception {
    var json = new ObjectMapper();
    String kept = json.writeValueAsString(network("2001:db8::1"));
    assertThat(kept).isEqualTo("\"2001:db8::/64\"");
    assertThat(json.readValue(kept, ClientNetwork.class)).isEqualTo(network("2001:db8::1"));
  }
}
