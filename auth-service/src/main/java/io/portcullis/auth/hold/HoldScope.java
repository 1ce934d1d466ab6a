package io.portcullis.auth.hold;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Optional;

/// A way by which money leaves an account.
@RegisterForReflection
public enum HoldScope {
  WITHDRAWAL("withdrawal"), P2P_SALE("p2p-sale"), INTERNAL_TRANSFER("internal-transfer"),
  /// A withdrawal that an API key asks for, and an API key that may ask for one.
  API_WITHDRAWAL("api-withdrawal");

  private final String wireName;

  HoldScope(String wireName) {
    this.wireName = wireName;
  }

  static Optional<HoldScope> of(String wireName) {
    return Arrays.stream(values()).filter(scope -> scope.wireName.equals(wireName)).findFirst();
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }
}
