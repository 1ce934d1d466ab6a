package io.portcullis.auth.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What each reason holds: everything, but for the installation's exceptions.
@ApplicationScoped
class HoldScopes {

  private final Map<String, Set<HoldScope>> exceptions;

  HoldScopes(HoldConfig config) {
    exceptions = exceptions(config.exceptions().orElse(List.of()));
  }

  /// @throws IllegalArgumentException with what is wrong, for operators
  static Map<String, Set<HoldScope>> exceptions(List<String> settings) {
    var exceptions = new HashMap<String, Set<HoldScope>>();
    for (String setting : settings) {
      String[] parts = setting.split(":", -1);
      if (parts.length != 2 || parts[0].isBlank()) {
        throw new IllegalArgumentException("`" + setting + "` is no reason and what it does not hold");
      }
      HoldScope scope = HoldScope.of(parts[1]).orElseThrow(() -> new IllegalArgumentException(
          "`" + parts[1] + "` is none of " + Arrays.stream(HoldScope.values()).map(HoldScope::wireName).toList()));
      exceptions.computeIfAbsent(parts[0], _ -> EnumSet.noneOf(HoldScope.class)).add(scope);
    }
    return Map.copyOf(exceptions);
  }

  /// Of a reason that a later mfa-service knows, too: all.
  Set<HoldScope> of(String reason) {
    Set<HoldScope> scopes = EnumSet.allOf(HoldScope.class);
    scopes.removeAll(exceptions.getOrDefault(reason, Set.of()));
    return scopes;
  }
}
