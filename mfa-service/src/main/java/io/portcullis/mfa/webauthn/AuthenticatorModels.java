package io.portcullis.mfa.webauthn;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Names of well-known makes of authenticator, to help a customer tell their own apart. Proves nothing: without attestation
/// an AAGUID is hearsay.
@ApplicationScoped
class AuthenticatorModels {

  private static final String TABLE = "/webauthn/authenticator-models.tsv";

  private final Map<UUID, String> names;

  AuthenticatorModels() {
    try (InputStream table = AuthenticatorModels.class.getResourceAsStream(TABLE)) {
      names = new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
          .map(line -> line.split("\t", 2))
          .collect(Collectors.toUnmodifiableMap(columns -> UUID.fromString(columns[0]), columns -> columns[1]));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Optional<String> name(UUID aaguid) {
    return Optional.ofNullable(names.get(aaguid));
  }
}
