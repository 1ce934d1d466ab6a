package io.portcullis.testkit;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.OwnSettings;
import io.portcullis.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// An operator who has set everything that production wants, and then makes a mistake.
public final class Operator {

  private static final List<String> SERVICES = List.of("auth", "mfa", "session", "notification", "recovery");

  private final OwnSettings own;
  private final Map<String, String> environment = new LinkedHashMap<>();

  /// @param folder for the key directory
  public Operator(Path folder, OwnSettings own) {
    this.own = own;
    environment.putAll(Map.of(
        "PORTCULLIS_ORIGIN", "https://accounts.exchange.example",
        "PORTCULLIS_DATABASE", "postgres:5432/service",
        "PORTCULLIS_DATABASE_PASSWORD", "Cm2eTtXvU0",
        "PORTCULLIS_REDIS", "redis://redis:6379",
        "PORTCULLIS_KAFKA", "kafka:9092",
        "PORTCULLIS_SERVICE_TOKEN_ISSUER", "https://kubernetes.default.svc.cluster.local",
        "PORTCULLIS_TRUSTED_PROXIES", "192.0.2.10/32",
        "PORTCULLIS_KEYS", keys(folder).toString()));
    for (String service : SERVICES) {
      environment.put("PORTCULLIS_SERVICES_" + service.toUpperCase(Locale.ROOT), "http://" + service + "-service:8080");
    }
    environment.putAll(Map.of(
        "PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS", "mailto:security@exchange.example",
        "PORTCULLIS_SMS_URL", "https://sms.example/send",
        "QUARKUS_MAILER_HOST", "mail.exchange.example",
        "QUARKUS_MAILER_FROM", "Exchange <security@exchange.example>",
        "QUARKUS_MAILER_START_TLS", "REQUIRED"));
  }

  /// An operator who set nothing at all.
  public static List<Finding> findingsWithNothingSet(OwnSettings own) {
    return Settings.in(Map.of()).check(own);
  }

  public Operator sets(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Operator forgets(String variable) {
    environment.remove(variable);
    return this;
  }

  public List<Finding> findings() {
    return Settings.in(environment).check(own);
  }

  public List<Finding> warnings() {
    return Settings.in(environment).warnings();
  }

  private static Path keys(Path folder) {
    try {
      Files.createDirectories(folder.resolve("tokens"));
      var seal = OctJwkGenerator.generateJwk(256);
      seal.setKeyId("k1");
      Files.writeString(folder.resolve("seal-keys.json"), new JsonWebKeySet(seal).toJson(OutputControlLevel.INCLUDE_SYMMETRIC));
      EllipticCurveJsonWebKey pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      pair.setKeyId("p1");
      Files.writeString(folder.resolve("service-token-jwks.json"), new JsonWebKeySet(pair).toJson(OutputControlLevel.PUBLIC_ONLY));
      Files.writeString(folder.resolve("event-key.json"), new JsonWebKeySet(pair).toJson(OutputControlLevel.INCLUDE_PRIVATE));
      String open = new JsonWebKeySet(pair).toJson(OutputControlLevel.PUBLIC_ONLY);
      Files.writeString(folder.resolve("event-keys.json"), SERVICES.stream()
          .map(service -> "\"" + service + "-service\":" + open).collect(Collectors.joining(",", "{", "}")));
      for (String name : List.of("message-box", "freeze-link")) {
        Files.writeString(folder.resolve(name + ".json"), pair.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        Files.writeString(folder.resolve(name + "-public.json"), pair.toJson(OutputControlLevel.PUBLIC_ONLY));
      }
      var log = new JsonWebKeySet(OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519));
      Files.writeString(folder.resolve("audit-log.json"), log.toJson(OutputControlLevel.INCLUDE_PRIVATE));
      Files.writeString(folder.resolve("audit-log-public.json"), log.toJson(OutputControlLevel.PUBLIC_ONLY));
      Files.writeString(folder.resolve("web-push.json"), new JsonWebKeySet(pair).toJson(OutputControlLevel.INCLUDE_PRIVATE));
      Files.writeString(folder.resolve("web-push-public.json"), open);
      for (String callee : List.of("auth-service", "mfa-service", "session-service", "notification-service")) {
        Files.writeString(folder.resolve("tokens").resolve(callee), "a.b.c");
      }
      return folder;
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
