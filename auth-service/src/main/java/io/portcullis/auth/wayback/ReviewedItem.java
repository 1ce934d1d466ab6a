package io.portcullis.auth.wayback;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// One thing in the account that its owner says "mine" or "not mine" to.
///
/// @param id    a UUID, or the method of a factor that is an address
/// @param since when it was proved, first seen, or settled
@RegisterForReflection
public record ReviewedItem(Kind kind, String id, String name, Instant since) {

  /// The name may be an address.
  @Override
  public String toString() {
    return "ReviewedItem[" + kind + ", " + id + "]";
  }

  @RegisterForReflection
  public enum Kind {
    IDENTIFIER("identifier"), DEVICE("device"),
    // As mfa-service names the methods.
    WEBAUTHN("webauthn"), TOTP("totp"), EMAIL("email"), SMS("sms");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }

    static Optional<Kind> of(String wireName) {
      return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
    }
  }
}
