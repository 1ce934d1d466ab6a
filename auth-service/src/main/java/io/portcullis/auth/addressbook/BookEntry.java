package io.portcullis.auth.addressbook;

import java.time.Instant;
import java.util.UUID;

/// An address of the book.
///
/// @param key      the one spelling of all that are the same address
/// @param usableAt from when on it counts while money goes to the book alone
record BookEntry(UUID id, Destination to, String key, String label, Instant addedAt, Instant usableAt) {

  /// Whether it is this very destination.
  boolean leadsTo(Destination other, String otherKey) {
    return key.equals(otherKey) && to.networkKey().equals(other.networkKey()) && to.asset().equals(other.asset())
        && to.memo().equals(other.memo());
  }

  @Override
  public String toString() {
    return "BookEntry[" + id + "]";
  }
}
