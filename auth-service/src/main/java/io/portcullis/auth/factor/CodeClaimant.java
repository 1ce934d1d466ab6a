package io.portcullis.auth.factor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.Sha256;
import io.portcullis.runtime.http.ClientNetwork;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HexFormat;

/// Whose budgets of guesses and messages mfa-service spends: each known device and each session has its own, so that a
/// stranger who knows the password can't use up its owner's.
@RegisterForReflection
public record CodeClaimant(@JsonValue String text) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CodeClaimant {}

  /// @param device digest of its token, in hexadecimal
  public static CodeClaimant knownDevice(String device) {
    return new CodeClaimant("known-device:" + device);
  }

  /// mfa-service gets a digest of the network alone. It knows no wider ones, so all of an IPv6 /48 is one stranger.
  public static CodeClaimant strangerFrom(ClientNetwork network) {
    return new CodeClaimant("stranger:" + HexFormat.of().formatHex(Sha256.of(network.site())));
  }

  public static CodeClaimant in(SessionId session) {
    return new CodeClaimant("session:" + session);
  }

  @Override
  public String toString() {
    return "CodeClaimant[redacted]";
  }
}
