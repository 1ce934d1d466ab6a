package io.portcullis.runtime.settings;

import io.portcullis.runtime.event.UsableEventKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/// Checks the files of the key directory, as the code reads them that uses them later.
public final class KeyFiles {

  private static final String KEY = "portcullis.keys";
  private static final String REMEDY = "docs/operations.md, \"Key directories\", says what the directory holds";
  private static final int SECRET_BYTES = 32;
  private static final String P_256 = "P-256";

  private final Path directory;
  private final List<Finding> findings = new ArrayList<>();

  public KeyFiles(Settings settings) {
    directory = settings.keys();
  }

  /// A JWK Set of 256-bit `oct` keys, each with an id of its own.
  public KeyFiles secrets(String file) {
    return keys(file, key -> key instanceof OctetSequenceJsonWebKey octets && octets.getOctetSequence().length == SECRET_BYTES
        && key.getKeyId() != null, "holds a key that is no 256-bit oct key with a kid");
  }

  /// A JWK Set of public keys.
  public KeyFiles publicKeys(String file) {
    return keys(file, key -> key instanceof PublicJsonWebKey open && open.getPrivateKey() == null,
        "holds a key that is not public");
  }

  /// A JWK Set of Ed25519 keys with their private parts.
  public KeyFiles noteKeys(String file) {
    return keys(file, key -> key instanceof OctetKeyPairJsonWebKey pair && pair.getPrivateKey() != null
        && OctetKeyPairJsonWebKey.SUBTYPE_ED25519.equals(pair.getSubtype()), "holds a key that is no private Ed25519 key");
  }

  /// A JWK Set of P-256 keys with their private parts.
  public KeyFiles privateKeys(String file) {
    return keys(file, key -> key instanceof EllipticCurveJsonWebKey pair && pair.getPrivateKey() != null
        && P_256.equals(pair.getCurveName()), "holds a key that is no private P-256 key");
  }

  /// One EC JWK with its private part.
  public KeyFiles privateKey(String file) {
    return key(file, true);
  }

  /// One EC JWK without its private part, which belongs in another service.
  public KeyFiles publicKey(String file) {
    return key(file, false);
  }

  /// A token that the platform keeps fresh, for calls to `callee`.
  public KeyFiles tokenFor(String callee) {
    read("tokens/" + callee);
    return this;
  }

  /// By which the records of `service` are proved, and everybody's are checked.
  KeyFiles eventKeys(String service) {
    String own = read("event-key.json");
    String everybody = read("event-keys.json");
    if (!own.isEmpty() && !everybody.isEmpty()) {
      UsableEventKeys.problem(service, own, everybody).ifPresent(problem -> report("event-key.json or event-keys.json", problem));
    }
    return this;
  }

  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  private interface Test {
    boolean fits(JsonWebKey key) throws JoseException;
  }

  private KeyFiles keys(String file, Test test, String otherwise) {
    String json = read(file);
    if (!json.isEmpty()) {
      try {
        List<JsonWebKey> keys = new JsonWebKeySet(json).getJsonWebKeys();
        if (keys.isEmpty()) {
          report(file, "holds no key");
        }
        if (keys.stream().map(JsonWebKey::getKeyId).distinct().count() < keys.size()) {
          report(file, "holds two keys with one kid");
        }
        for (JsonWebKey key : keys) {
          if (!test.fits(key)) {
            report(file, otherwise);
          }
        }
      } catch (JoseException notAJwkSet) {
        report(file, "is not a JWK Set");
      }
    }
    return this;
  }

  private KeyFiles key(String file, boolean confidential) {
    String json = read(file);
    if (!json.isEmpty()) {
      try {
        if (!(JsonWebKey.Factory.newJwk(json) instanceof EllipticCurveJsonWebKey key)) {
          report(file, "is not an EC JWK");
        } else if (confidential != (key.getPrivateKey() != null)) {
          report(file, confidential ? "lacks the private part of its key" : "holds a private key, which belongs in another service");
        }
      } catch (JoseException notAKey) {
        report(file, "is not an EC JWK");
      }
    }
    return this;
  }

  /// Empty when there is nothing to look at; the finding is made then.
  private String read(String file) {
    if (!Files.isDirectory(directory)) {
      return "";   // the option's own check says so
    }
    try {
      String text = Files.readString(directory.resolve(file)).strip();
      if (text.isEmpty()) {
        report(file, "is empty");
      }
      return text;
    } catch (IOException | IllegalArgumentException unreadable) {
      report(file, "is missing, or can't be read by this service");
      return "";
    }
  }

  private void report(String file, String problem) {
    findings.add(new Finding(KEY, file + " in " + directory + " " + problem, REMEDY));
  }
}
