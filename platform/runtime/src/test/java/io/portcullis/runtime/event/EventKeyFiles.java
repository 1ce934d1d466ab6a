package io.portcullis.runtime.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// The key directories of a small house, for tests that change them.
final class EventKeyFiles {

  static final List<String> SERVICES =
      List.of("auth-service", "mfa-service", "session-service", "notification-service", "recovery-service");

  private final Path root;
  private final Map<String, List<JsonWebKey>> own = new LinkedHashMap<>();
  private final Map<String, List<JsonWebKey>> published = new LinkedHashMap<>();

  EventKeyFiles(Path root) {
    this.root = root;
    SERVICES.forEach(service -> {
      JsonWebKey key = newKey("e1");
      own.put(service, new ArrayList<>(List.of(key)));
      published.put(service, new ArrayList<>(List.of(key)));
    });
    SERVICES.forEach(this::deliver);
  }

  static JsonWebKey newKey(String id) {
    try {
      JsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(id);
      return key;
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void own(String service, JsonWebKey... keys) {
    own.put(service, Arrays.asList(keys));
  }

  void published(String service, JsonWebKey... keys) {
    published.put(service, Arrays.asList(keys));
  }

  JsonWebKey key(String service) {
    return own.get(service).getFirst();
  }

  /// Brings both files of `service` up to date: others may still hold older ones.
  void deliver(String service) {
    try {
      Path directory = Files.createDirectories(directory(service));
      Files.writeString(directory.resolve("event-key.json"),
          new JsonWebKeySet(own.get(service)).toJson(OutputControlLevel.INCLUDE_PRIVATE));
      Files.writeString(directory.resolve("event-keys.json"), published.entrySet().stream()
          .map(entry -> '"' + entry.getKey() + "\":" + new JsonWebKeySet(entry.getValue()).toJson(OutputControlLevel.PUBLIC_ONLY))
          .collect(Collectors.joining(",", "{", "}")));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  Path directory(String service) {
    return root.resolve(service);
  }

  RecordProofs proofs(String service) {
    return RecordProofs.of(service, directory(service));
  }
}
