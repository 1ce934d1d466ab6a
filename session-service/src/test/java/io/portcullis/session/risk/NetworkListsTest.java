package io.portcullis.session.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.runtime.file.WatchedFiles;
import io.portcullis.session.risk.NetworkLists.Listed;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkListsTest {

  private static final Listed TOR = new Listed("tor", 40);
  private static final Listed HOSTING = new Listed("hosting", 15);

  @TempDir Path folder;

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final WatchedFiles files = new WatchedFiles(metrics, Clock.systemUTC());
  private Path tor;
  private Path hosting;

  @BeforeEach
  void inTheFolder() {
    tor = folder.resolve("tor.txt");
    hosting = folder.resolve("hosting.txt");
  }

  @Test
  void givenTwoLists_thenAnAddressStandsInEachThatHoldsIt() throws IOException {
    Files.writeString(tor, "198.51.100.7\n2001:db8:7::/48\n");
    Files.writeString(hosting, "198.51.100.0/24\n");
    NetworkLists lists = both();

    assertThat(lists.containing(Optional.of("198.51.100.7"))).containsExactly(HOSTING, TOR);
    assertThat(lists.containing(Optional.of("198.51.100.8"))).containsExactly(HOSTING);
    assertThat(lists.containing(Optional.of("2001:db8:7:1::"))).containsExactly(TOR);
    assertThat(lists.containing(Optional.of("2001:db8:8::"))).isEmpty();
    assertThat(lists.containing(Optional.of("::ffff:198.51.100.7"))).containsExactly(HOSTING, TOR);
  }

  @Test
  void givenNetworks_thenTheirBordersAreTheirs() throws IOException {
    NetworkLists lists = tor("""
        10.0.0.0/8
        203.0.113.64/26
        203.0.113.128/32
        2001:db8::/32
        2001:db9::1/128
        """);

    assertListed(lists, "10.0.0.0", "10.255.255.255", "203.0.113.64", "203.0.113.127", "203.0.113.128",
        "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::1");
    assertNotListed(lists, "9.255.255.255", "11.0.0.0", "203.0.113.63", "203.0.113.129", "0.0.0.0", "255.255.255.255",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::", "2001:db9::2", "::", "ffff::");
  }

  @Test
  void givenAllOfOneFamily_thenTheOtherIsNotListed() throws IOException {
    NetworkLists all4 = tor("0.0.0.0/0\n");
    assertListed(all4, "0.0.0.0", "255.255.255.255", "::ffff:1.2.3.4");
    assertNotListed(all4, "::", "ffff::");

    NetworkLists all6 = tor("::/0\n10.0.0.0/8\n");
    assertListed(all6, "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "10.1.2.3");
    assertNotListed(all6, "11.0.0.0", "::ffff:11.0.0.0");
  }

  @Test
  void givenNetworksInOthers_thenNoneOfThemHidesTheWider() throws IOException {
    NetworkLists lists = tor("10.1.0.0/16\n10.1.2.0/24\n10.0.0.0/8\n10.1.2.3\n10.1.2.3\n10.200.0.0/16\n");

    assertListed(lists, "10.0.0.0", "10.1.2.3", "10.1.2.4", "10.1.3.0", "10.2.0.0", "10.200.1.1", "10.255.0.0");
    assertThat(metrics.get("portcullis.risk.networks").tag("list", "tor").gauge().value()).isEqualTo(1);
  }

  @Test
  void givenCommentsBlanksAndForeignLineEndings_thenTheyAreNoNetworks() throws IOException {
    NetworkLists lists = tor("# exits of today\r\n\r\n  \t\r\n 203.0.113.0/24\t# a whole one\r\n#198.51.100.7\r\n192.0.2.1#x");

    assertListed(lists, "203.0.113.9", "192.0.2.1");
    assertNotListed(lists, "198.51.100.7");
    assertThat(isUpToDate()).isTrue();
  }

  @Test
  void givenAListOfNobody_thenItIsAList() throws IOException {
    assertNotListed(tor("# nobody at the moment\n"), "203.0.113.9");
    assertThat(isUpToDate()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "localhost", "203.0.113.0/24", "203.0.113.9, 203.0.113.9"})
  void givenGarbageForAnAddress_thenItIsNotListed(String address) throws IOException {
    assertNotListed(tor("0.0.0.0/0\n::/0\n"), address);
  }

  @Test
  void givenNoAddress_thenItIsNotListed() throws IOException {
    assertThat(tor("0.0.0.0/0\n").containing(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.0/24\nexample.org\n", "192.0.2.0/24\n10.0.0.0/8 10.0.0.0/8\n",
      "192.0.2.0/24\n10.0.0.0/33\n", "<html>\n", "192.0.2.0/24\n\u00ff\u00fe\n", "", "192.0.2.0/24\n198.51"})
  void givenAGoodList_whenAMalformedOneReplacesIt_thenTheGoodOneStaysInForceAsAWhole(String malformed) throws IOException {
    NetworkLists lists = tor("203.0.113.0/24\n");

    // Bytes past ASCII are no UTF-8 in this encoding.
    replace(malformed.getBytes(StandardCharsets.ISO_8859_1));
    files.refresh();

    assertListed(lists, "203.0.113.9");
    assertNotListed(lists, "192.0.2.1");
    assertThat(isUpToDate()).isFalse();
  }

  @Test
  void givenAList_whenAnotherTakesItsPlace_thenItCounts() throws IOException {
    NetworkLists lists = tor("203.0.113.0/24\n");

    replace("198.51.100.0/24\n".getBytes(StandardCharsets.US_ASCII));
    files.refresh();

    assertListed(lists, "198.51.100.7");
    assertNotListed(lists, "203.0.113.9");
  }

  @Test
  void givenAListThatIsNotThere_thenTheServiceStartsAndTheOthersCount() throws IOException {
    Files.writeString(hosting, "198.51.100.0/24\n");
    NetworkLists lists = both();

    assertThat(lists.containing(Optional.of("198.51.100.7"))).containsExactly(HOSTING);
    assertThat(isUpToDate()).isFalse();

    Files.writeString(tor, "198.51.100.7\n");
    files.refresh();
    assertThat(lists.containing(Optional.of("198.51.100.7"))).containsExactly(HOSTING, TOR);
  }

  @Test
  void givenNoLists_thenNobodyIsListed() {
    assertNotListed(lists(Map.of()), "203.0.113.9");
  }

  private static void assertListed(NetworkLists lists, String... addresses) {
    for (String address : addresses) {
      assertThat(lists.containing(Optional.of(address))).as(address).containsExactly(TOR);
    }
  }

  private static void assertNotListed(NetworkLists lists, String... addresses) {
    for (String address : addresses) {
      assertThat(lists.containing(Optional.of(address))).as(address).isEmpty();
    }
  }

  private void replace(byte[] content) throws IOException {
    Path aside = Files.write(folder.resolve("aside"), content);
    Files.move(aside, tor, StandardCopyOption.ATOMIC_MOVE);
  }

  private NetworkLists tor(String content) throws IOException {
    Files.writeString(tor, content);
    return lists(Map.of("portcullis.risk.networks.tor.file", tor.toString(), "portcullis.risk.networks.tor.weight", "40"));
  }

  private NetworkLists both() {
    var options = new HashMap<>(Map.of(
        "portcullis.risk.networks.tor.file", tor.toString(), "portcullis.risk.networks.tor.weight", "40"));
    options.put("portcullis.risk.networks.hosting.file", hosting.toString());
    options.put("portcullis.risk.networks.hosting.weight", "15");
    return lists(options);
  }

  private NetworkLists lists(Map<String, String> options) {
    metrics.clear();
    NetworkListConfig config = new SmallRyeConfigBuilder().withMapping(NetworkListConfig.class)
        .withConverter(Path.class, 100, Path::of).withDefaultValues(options).build()
        .getConfigMapping(NetworkListConfig.class);
    return new NetworkLists(config, files, metrics);
  }

  private boolean isUpToDate() {
    return metrics.get("portcullis.watched.file.current").tag("file", "network list tor").gauge().value() == 1;
  }
}
