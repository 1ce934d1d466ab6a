package io.portcullis.session.risk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.runtime.http.AddressLiteral;
import io.portcullis.runtime.http.Network;
import io.portcullis.runtime.file.WatchedFile;
import io.portcullis.runtime.file.WatchedFiles;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Which of the installation's lists an address stands in: exits of anonymizers, data centres, whoever attacked before.
/// Looked up in memory: may be called on the event loop.
///
/// A list that could never be read holds nothing, and the gauge `portcullis_risk_networks` tells; one with a wrong line is
/// refused as a whole, and the last good one stays in force.
@ApplicationScoped
@Startup
public class NetworkLists {

  private final List<NetworkList> lists;

  NetworkLists(NetworkListConfig config, WatchedFiles files, MeterRegistry metrics) {
    // By name, so that reasons come in the same order on every instance.
    lists = new TreeMap<>(config.lists()).entrySet().stream().map(list -> new NetworkList(
        new Listed(list.getKey(), list.getValue().weight()),
        files.watch("network list " + list.getKey(), list.getValue().file(), NetworkFile::read))).toList();
    for (NetworkList list : lists) {
      metrics.gauge("portcullis.risk.networks", Tags.of("list", list.listed.list()), list, NetworkList::size);
    }
  }

  /// An address in a list.
  ///
  /// @param weight as configured
  public record Listed(String list, int weight) {}

  /// Empty for an address that is in none, or is no address.
  public List<Listed> containing(Optional<String> address) {
    return address.flatMap(AddressLiteral::parse).map(Network::of).map(this::containing).orElse(List.of());
  }

  private List<Listed> containing(Network host) {
    return lists.stream().filter(list -> list.contains(host)).map(NetworkList::listed).toList();
  }

  private record NetworkList(Listed listed, WatchedFile<NetworkSet> file) {

    boolean contains(Network host) {
      return file.current().map(networks -> networks.contains(host)).orElse(false);
    }

    int size() {
      return file.current().map(NetworkSet::size).orElse(0);
    }
  }
}
