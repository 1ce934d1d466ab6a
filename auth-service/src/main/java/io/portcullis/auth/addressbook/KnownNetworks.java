package io.portcullis.auth.addressbook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Networks by their usual names, and those of `portcullis.address-book.networks`. Of any other, length and characters alone count.
@ApplicationScoped
class KnownNetworks implements NetworkAddresses {

  private static final Map<AddressKind, List<String>> USUAL = Map.of(
      AddressKind.BITCOIN, List.of("bitcoin", "btc"),
      AddressKind.LITECOIN, List.of("litecoin", "ltc"),
      AddressKind.DOGECOIN, List.of("dogecoin", "doge"),
      AddressKind.TRON, List.of("tron", "trx", "trc20"),
      AddressKind.SOLANA, List.of("solana", "sol"),
      AddressKind.EVM, List.of("ethereum", "eth", "erc20", "bsc", "bep20", "polygon", "arbitrum", "optimism", "base", "avalanche-c"));

  private static final Pattern SETTING = Pattern.compile("([A-Za-z0-9][A-Za-z0-9 ._-]{0,39}):([a-z]+)");

  private final Map<String, AddressKind> kinds;

  KnownNetworks(AddressBookConfig config) {
    var all = new HashMap<String, AddressKind>();
    USUAL.forEach((kind, names) -> names.forEach(name -> all.put(name, kind)));
    all.putAll(declared(config.networks().orElse(List.of())));
    kinds = Map.copyOf(all);
  }

  /// @throws IllegalArgumentException with what is wrong, for operators
  static Map<String, AddressKind> declared(List<String> settings) {
    var declared = new HashMap<String, AddressKind>();
    for (String setting : settings) {
      Matcher network = SETTING.matcher(setting);
      AddressKind kind = Optional.of(network).filter(Matcher::matches).flatMap(found -> AddressKind.named(found.group(2)))
          .orElseThrow(() -> new IllegalArgumentException("`" + setting + "` is no network and kind of address"));
      if (declared.put(nameOf(network.group(1)), kind) != null) {
        throw new IllegalArgumentException("`" + network.group(1) + "` has two kinds of address");
      }
    }
    return declared;
  }

  @Override
  public Optional<String> key(String network, String address) {
    return kinds.getOrDefault(nameOf(network), AddressKind.TEXT).key(address);
  }

  /// A network's name in any case is the same network.
  static String nameOf(String network) {
    return network.toLowerCase(Locale.ROOT);
  }
}
