package io.portcullis.runtime.throttle;

import io.portcullis.runtime.http.ClientNetwork;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How many of something may pass within any stretch of time as long as the window.
///
/// @param name   part of the Redis key and of the metric: `<service>:<what>`
/// @param size   how many may pass; at least 1
/// @param window how long each one counts
public record Limit(String name, long size, Duration window) {

  /// A provider hands a customer a /56 or a /48, and some mobile carriers share them out one /64 a phone.
  private static final int HOUSEHOLD = 56;
  private static final int SITE = 48;
  private static final long HOUSEHOLD_FACTOR = 4;
  private static final long SITE_FACTOR = 16;

  public Limit {
    if (size < 1 || window.toSeconds() < 1) {
      throw new IllegalArgumentException(name + ": a limit lets at least one pass in at least a second");
    }
  }

  public Counted on(String subject) {
    return new Counted(this, subject);
  }

  /// Counts by a client's network. One /48 has 65 536 networks of /64: IPv6 also counts for the /56 with four times the
  /// size, and for the /48 with sixteen times.
  public List<Counted> onNetwork(ClientNetwork network) {
    Counted own = on(network.exactlyBecause("the wider prefixes count beside it"));
    return Stream.of(Stream.of(own), wider(network, HOUSEHOLD, HOUSEHOLD_FACTOR), wider(network, SITE, SITE_FACTOR))
        .flatMap(each -> each).toList();
  }

  private Stream<Counted> wider(ClientNetwork network, int length, long factor) {
    return network.within(length).map(prefix -> wider(length, factor).on(prefix)).stream();
  }

  private Limit wider(int length, long factor) {
    return new Limit(name + '/' + length, size * factor, window);
  }

  /// All that [#onNetwork] may count by.
  List<Limit> ofNetworks() {
    return List.of(this, wider(HOUSEHOLD, HOUSEHOLD_FACTOR), wider(SITE, SITE_FACTOR));
  }

  /// Counts what one network does to `subject`, such as a mailbox that has a limit for all networks together. A network of
  /// IPv6 counts as its /48: four /64 with a share each would leave nothing for the others.
  public Counted onShare(String subject, ClientNetwork network) {
    return on(subject + '\n' + network.site());
  }

  /// What is counted under a limit: an account, a network, a device.
  public record Counted(Limit limit, String subject) {}
}
