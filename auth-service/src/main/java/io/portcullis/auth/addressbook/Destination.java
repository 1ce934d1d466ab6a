package io.portcullis.auth.addressbook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Where money goes: what must be the same for a payment to be one to an address of the book. With another memo it may be
/// another person's.
///
/// @param memo empty for none
record Destination(String asset, String network, String address, String memo) {

  /// Of an action's details; empty where they name no address. What else they leave out fits no entry.
  static Optional<Destination> of(ObjectNode details) {
    return Optional.ofNullable(details.path("address").textValue()).map(address -> new Destination(
        details.path("asset").asText(), details.path("network").asText(), address, details.path("memo").asText()));
  }

  static final String ENTRY = "address-book-entry";

  /// Whether the action is a new entry of the book: no money goes there.
  static boolean isOfEntry(ObjectNode details) {
    return ENTRY.equals(details.path("type").textValue());
  }

  String networkKey() {
    return KnownNetworks.nameOf(network);
  }

  @Override
  public String toString() {
    return "Destination[redacted]";
  }
}
