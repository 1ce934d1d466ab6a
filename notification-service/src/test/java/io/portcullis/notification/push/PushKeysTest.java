package io.portcullis.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.testkit.MutableClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// By which key pushes are signed, and for how long (RFC 8292).
class PushKeysTest {

  private static final URI ENDPOINT = URI.create("https://push.example/one");

  @TempDir Path folder;

  private final MutableClock clock = new MutableClock();
  private EllipticCurveJsonWebKey first;
  private EllipticCurveJsonWebKey second;

  @BeforeEach
  void make() throws Exception {
    first = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    second = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    clock.stop();
  }

  private PushKeys keys(EllipticCurveJsonWebKey... set) throws Exception {
    Files.writeString(folder.resolve("web-push.json"), new JsonWebKeySet(set).toJson(OutputControlLevel.INCLUDE_PRIVATE));
    return new PushKeys(new KeyDirectory(folder.toString()), new Defaults(), URI.create("https://accounts.example"), clock);
  }

  @Test
  void ops9_givenANewKeyBeforeTheOld_thenNewBrowsersGetTheNewOne_andTheOldStillSigns() throws Exception {
    String old = keys(first).current();
    PushKeys both = keys(second, first);
    assertThat(both.current()).isNotEqualTo(old);
    assertThat(both.authorization(old, ENDPOINT)).endsWith(", k=" + old);
    assertThat(keys(second).knows(old)).as("its subscriptions end").isFalse();
  }

  @Test
  void rfc8292_givenOneOrigin_thenItsTokenIsUsedForHours_andNoOtherOriginSeesIt() throws Exception {
    PushKeys keys = keys(first);
    String token = keys.authorization(keys.current(), ENDPOINT);
    clock.advance(Duration.ofHours(7));
    assertThat(keys.authorization(keys.current(), URI.create("https://push.example/two"))).isEqualTo(token);
    assertThat(keys.authorization(keys.current(), URI.create("https://other.example/one"))).isNotEqualTo(token);
    clock.advance(Duration.ofHours(2));
    assertThat(keys.authorization(keys.current(), ENDPOINT)).isNotEqualTo(token);
  }

  @Test
  void clockSetBack_givenATokenFromTheFuture_thenAnotherIsSigned() throws Exception {
    PushKeys keys = keys(first);
    clock.advance(Duration.ofDays(2));
    String future = keys.authorization(keys.current(), ENDPOINT);
    clock.advance(Duration.ofDays(-2));
    assertThat(keys.authorization(keys.current(), ENDPOINT)).isNotEqualTo(future);
  }

  private static final class Defaults implements PushConfig {
    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public Set<String> hosts() {
      return Set.of();
    }

    @Override
    public Optional<Set<String>> privateNetworks() {
      return Optional.empty();
    }

    @Override
    public Optional<String> contact() {
      return Optional.empty();
    }

    @Override
    public Duration keptFor() {
      return Duration.ofDays(90);
    }
  }
}
