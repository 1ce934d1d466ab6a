package io.portcullis.notification.audit;

import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.transparency.Checkpoint;
import io.portcullis.transparency.NoteVerifier;
import io.portcullis.transparency.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.lang.JoseException;

/// The Ed25519 keys that sign checkpoints, from `audit-log.json`. While two stand there, both sign: auditors may know either.
@ApplicationScoped
class LogKeys {

  private final String origin;
  private final List<OctetKeyPairJsonWebKey> keys;

  LogKeys(@ConfigProperty(name = "portcullis.origin") URI origin, KeyDirectory directory) {
    this.origin = origin.getRawAuthority() + "/audit";
    keys = parse(directory.read("audit-log.json"));
  }

  SignedNote sign(long size, byte[] root) {
    var note = new SignedNote(new Checkpoint(origin, size, root).text(), List.of());
    for (OctetKeyPairJsonWebKey key : keys) {
      note = note.signedBy(NoteVerifier.of(origin, key.getPublicKey()), key.getPrivateKey());
    }
    return note;
  }

  List<NoteVerifier> verifiers() {
    return keys.stream().map(key -> NoteVerifier.of(origin, key.getPublicKey())).toList();
  }

  private static List<OctetKeyPairJsonWebKey> parse(String json) {
    try {
      List<OctetKeyPairJsonWebKey> keys =
          new JsonWebKeySet(json).getJsonWebKeys().stream().map(OctetKeyPairJsonWebKey.class::cast).toList();
      if (keys.isEmpty()) {
        throw new IllegalStateException("audit-log.json holds no key");
      }
      return keys;
    } catch (JoseException | ClassCastException unusable) {
      throw new IllegalStateException("audit-log.json is no JWK Set of Ed25519 keys", unusable);
    }
  }
}
