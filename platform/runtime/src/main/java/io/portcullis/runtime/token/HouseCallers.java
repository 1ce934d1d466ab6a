package io.portcullis.runtime.token;

import java.util.Set;

/// The services of the house that a service admits to its `/internal`: a part of the program, which no setting takes away.
@FunctionalInterface
public interface HouseCallers {

  Set<String> names();
}
