package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.yubico.webauthn.data.ByteArray;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What `PublicKeyCredential.parseCreationOptionsFromJSON()` reads (PublicKeyCredentialCreationOptionsJSON, WebAuthn L3
/// §5.1.8).
///
/// @param timeout milliseconds
@RegisterForReflection
public record CreationOptions(Rp rp, User user, String challenge, List<Parameters> pubKeyCredParams, long timeout,
    List<Descriptor> excludeCredentials, Selection authenticatorSelection, String attestation, Extensions extensions) {

  @RegisterForReflection
  public record Rp(String id, String name) {}

  /// @param id          the user handle: says nothing about the account
  /// @param name        shown by account pickers; the client knows better than we what its customer signs in with
  /// @param displayName as `name`
  @RegisterForReflection
  public record User(String id, String name, String displayName) {}

  @RegisterForReflection
  public record Parameters(String type, long alg) {}

  /// @param id         base64url
  /// @param transports how the client may reach it; hints
  @RegisterForReflection
  public record Descriptor(String type, String id, List<String> transports) {

    static Descriptor of(ByteArray id, List<String> transports) {
      return new Descriptor("public-key", id.getBase64Url(), transports);
    }
  }

  @RegisterForReflection
  public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

  /// @param credProps asks whether the new credential is discoverable
  @RegisterForReflection
  public record Extensions(@JsonProperty("credProps") boolean credProps) {}
}
