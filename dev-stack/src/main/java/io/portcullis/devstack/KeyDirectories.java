package io.portcullis.devstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Each service's keys, in a directory of its own, as mounted secrets would hold them. Drawn once per state folder:
/// what is sealed today must open tomorrow.
final class KeyDirectories {
  private static final int SEAL_KEY_BITS = 256;
  private static final List<Service> WRITE_MESSAGES = List.of(Service.AUTH, Service.MFA, Service.SESSION, Service.RECOVERY);

  private final StateFolder state;

  KeyDirectories(StateFolder state) {
    this.state = state;
  }

  /// Draws what is missing and returns the key of the service-token issuer.
  EllipticCurveJsonWebKey prepare() throws Exception {
    for (Service service : Service.values()) {
      if (missing(service, "seal-keys.json")) {
        write(service, "seal-keys.json", sealKeys());
      }
    }
    if (missing(Service.NOTIFICATION, "message-box.json")) {
      EllipticCurveJsonWebKey box = ecKey("enc");
      write(Service.NOTIFICATION, "message-box.json", privateJson(box));
      for (Service writer : WRITE_MESSAGES) {
        write(writer, "message-box-public.json", publicJson(box));
      }
    }
    if (missing(Service.NOTIFICATION, "freeze-link.json")) {
      EllipticCurveJsonWebKey freezeLink = ecKey("sig");
      write(Service.NOTIFICATION, "freeze-link.json", privateJson(freezeLink));
      write(Service.RECOVERY, "freeze-link-public.json", publicJson(freezeLink));
    }
    if (missing(Service.NOTIFICATION, "audit-log.json")) {
      JsonWebKey log = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
      log.setKeyId("l1");
      write(Service.NOTIFICATION, "audit-log.json", new JsonWebKeySet(log).toJson(OutputControlLevel.INCLUDE_PRIVATE));
    }
    if (missing(Service.NOTIFICATION, "web-push.json")) {
      write(Service.NOTIFICATION, "web-push.json", new JsonWebKeySet(ecKey("sig")).toJson(OutputControlLevel.INCLUDE_PRIVATE));
    }
    eventKeys();
    return issuerKey();
  }

  /// By which services prove to each other who wrote a record: a key pair each, the public halves for all.
  private void eventKeys() throws Exception {
    for (Service service : Service.values()) {
      if (missing(service, "event-key.json")) {
        write(service, "event-key.json", new JsonWebKeySet(ecKey("enc")).toJson(OutputControlLevel.INCLUDE_PRIVATE));
      }
    }
    var everybody = new ArrayList<String>();
    for (Service service : Service.values()) {
      String own = Files.readString(state.root().resolve("keys").resolve(service.fullName()).resolve("event-key.json"));
      everybody.add('"' + service.fullName() + "\":" + new JsonWebKeySet(own).toJson(OutputControlLevel.PUBLIC_ONLY));
    }
    for (Service service : Service.values()) {
      write(service, "event-keys.json", "{" + String.join(",", everybody) + "}");
    }
  }

  private EllipticCurveJsonWebKey issuerKey() throws Exception {
    Path file = state.root().resolve("keys/issuer.json");
    if (Files.notExists(file)) {
      state.writePrivately("keys/issuer.json", privateJson(ecKey("sig")));
    }
    var key = (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(Files.readString(file));
    for (Service service : Service.values()) {
      write(service, "service-token-jwks.json", new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
    }
    return key;
  }

  private boolean missing(Service service, String file) {
    return Files.notExists(state.root().resolve("keys").resolve(service.fullName()).resolve(file));
  }

  private void write(Service service, String file, String json) {
    state.writePrivately("keys/" + service.fullName() + "/" + file, json);
  }

  private static String sealKeys() {
    JsonWebKey key = OctJwkGenerator.generateJwk(SEAL_KEY_BITS);
    key.setKeyId("k1");
    return new JsonWebKeySet(key).toJson(OutputControlLevel.INCLUDE_SYMMETRIC);
  }

  private static EllipticCurveJsonWebKey ecKey(String use) throws JoseException {
    EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setUse(use);
    key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
    return key;
  }

  private static String privateJson(JsonWebKey key) {
    return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
  }

  private static String publicJson(JsonWebKey key) {
    return key.toJson(OutputControlLevel.PUBLIC_ONLY);
  }
}
