package io.portcullis.session.key;

import io.portcullis.runtime.crypto.Sha256;
import jakarta.ws.rs.core.EntityTag;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

/// The public halves as a JWK Set (RFC 7517 §5), written once for all who ask.
///
/// @param tag the same at every instance that holds the same keys
record PublicJwks(String json, EntityTag tag) {

  static PublicJwks of(List<SigningKey> inOrder) {
    String json = new JsonWebKeySet(inOrder.stream().map(SigningKey::publicJwk).toList()).toJson(OutputControlLevel.PUBLIC_ONLY);
    return new PublicJwks(json, new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(json))));
  }
}
