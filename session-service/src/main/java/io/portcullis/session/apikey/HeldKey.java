package io.portcullis.session.apikey;

import io.portcullis.runtime.http.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A key in memory, and what of its use this instance has written down.
public final class HeldKey {

  /// A network, for one who is told of a new one: the addresses of a household, an office or a small provider.
  private static final int IPV4_NETWORK = 24;
  private static final int IPV6_NETWORK = 48;
  private static final Duration COARSE = Duration.ofMinutes(5);
  private static final int MOST_NETWORKS = 1_000;

  private final ApiKey key;
  private final Set<Network> noted = ConcurrentHashMap.newKeySet();
  private volatile Instant notedAt = Instant.EPOCH;

  HeldKey(ApiKey key) {
    this.key = key;
  }

  public ApiKey key() {
    return key;
  }

  static Network network(InetAddress address) {
    Network host = Network.of(address);
    return new Network(host.bits(), host.high(), host.low(), address instanceof Inet4Address ? IPV4_NETWORK : IPV6_NETWORK);
  }

  /// Whether this use is worth writing down. Coarse: a key that is in use all day costs a row now and then.
  boolean isNews(InetAddress address, Instant now) {
    return !now.isBefore(notedAt.plus(COARSE)) || !noted.contains(network(address));
  }

  void noted(InetAddress address, Instant now) {
    if (noted.size() >= MOST_NETWORKS) {
      noted.clear();
    }
    noted.add(network(address));
    notedAt = now;
  }

  /// It could not be written: the next use tries again.
  void unnoted() {
    noted.clear();
  }
}
