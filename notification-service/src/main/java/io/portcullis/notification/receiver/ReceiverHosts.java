package io.portcullis.notification.receiver;

import io.portcullis.runtime.http.Network;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which addresses may be called. A receiver's host is named by the operator's setting, and each call looks its addresses up and
/// checks them: a name that leads inside the house, now or later, is never called (OWASP: SSRF, DNS rebinding).
public final class ReceiverHosts {

  /// What is not in the public internet (IANA special-purpose address registries), beside what [InetAddress] knows itself.
  private static final List<Network> SPECIAL = Stream.of("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
          "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "::/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
          "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7")
      .map(text -> Network.parse(text).orElseThrow()).toList();

  private final Set<String> hosts;
  private final boolean belowToo;
  private final List<Network> privateNetworks;
  private final Vertx vertx;

  /// @param hosts           that may be called
  /// @param privateNetworks in which they may be
  public ReceiverHosts(Optional<Set<String>> hosts, Optional<Set<String>> privateNetworks, Vertx vertx) {
    this(hosts.orElse(Set.of()), false, privateNetworks, vertx);
  }

  /// As above, with the hosts below each one.
  public static ReceiverHosts withThoseBelow(Set<String> hosts, Optional<Set<String>> privateNetworks, Vertx vertx) {
    return new ReceiverHosts(hosts, true, privateNetworks, vertx);
  }

  private ReceiverHosts(Set<String> hosts, boolean belowToo, Optional<Set<String>> privateNetworks, Vertx vertx) {
    this.belowToo = belowToo;
    this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    this.privateNetworks = privateNetworks.orElse(Set.of()).stream().map(text -> Network.parse(text).orElseThrow()).toList();
    this.vertx = vertx;
  }

  /// An `https:` URL of a named host, without user, fragment and unusual characters. `http:` only where receivers may be in private
  /// networks.
  public Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      boolean scheme = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && !privateNetworks.isEmpty();
      return scheme && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null && url.getPort() != 0
          && isNamed(url.getHost().toLowerCase(Locale.ROOT)) ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  private boolean isNamed(String host) {
    return hosts.contains(host) || belowToo && hosts.stream().anyMatch(named -> host.endsWith('.' + named));
  }

  /// The address to call, looked up anew; a failure where none may be called.
  Uni<InetAddress> resolve(URI url) {
    return Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> InetAddress.getAllByName(url.getHost()), false).toCompletionStage())
        .map(found -> Stream.of(found).filter(address -> mayBeCalled(address, url)).findFirst().orElseThrow(AddressNotAllowed::new));
  }

  /// In a private network that the operator named, `http:` will do. Everywhere else the address is public, and the call is sealed.
  private boolean mayBeCalled(InetAddress address, URI url) {
    boolean inPrivate = privateNetworks.stream().anyMatch(network -> network.contains(address));
    return inPrivate || "https".equals(url.getScheme()) && isPublic(address);
  }

  static boolean isPublic(InetAddress address) {
    return !(address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
        || address.isMulticastAddress()) && SPECIAL.stream().noneMatch(network -> network.contains(address));
  }

  static final class AddressNotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressNotAllowed() {
      super("none of the host's addresses may be called");
    }
  }
}
