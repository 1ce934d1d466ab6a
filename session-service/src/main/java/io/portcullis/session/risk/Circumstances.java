package io.portcullis.session.risk;

import io.portcullis.session.place.Place;
import io.portcullis.session.risk.NetworkLists.Listed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All that the rules look at in one sign-in.
///
/// @param past      what the account did before; empty at its very first sign-in
/// @param knowsThis whether the account was signed in to from this device before
/// @param place     where it comes from, as far as that is known
/// @param listed    the installation's lists that its network stands on
record Circumstances(
    Optional<Past> past, boolean knowsThis, Optional<Place> place, Signals signals, List<Listed> listed, Instant now) {

  /// @param lastSignIn when the last one was completed
  /// @param countries  where it was used lately
  /// @param lastSeen   when and where it was used last, by signing in or refreshing
  record Past(Instant lastSignIn, Set<String> countries, Optional<Sighting> lastSeen) {}

  record Sighting(Place place, Instant at) {}
}
