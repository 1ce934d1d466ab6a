package io.portcullis.auth.addressbook;

import java.util.Optional;

/// What is an address on a network. That is the exchange's to say: [KnownNetworks] is what an installation has that says nothing
/// else.
public interface NetworkAddresses {

  /// @param network as it stands in an action
  /// @return the one spelling of all that are the same address; empty for what is no address there
  Optional<String> key(String network, String address);
}
