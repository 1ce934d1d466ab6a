package io.portcullis.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

  private static final Set<String> ALGORITHMS = Set.of("ES256", "EdDSA", "RS256");

  private final AtomicInteger fetches = new AtomicInteger();

  private static String jwks() throws JoseException {
    var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId("k1");
    return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  @Test
  void coldStart_givenACrowdOfFirstTokens_thenOneFetchServesThemAll() throws JoseException {
    var answer = new CompletableFuture<String>();
    var keys = new PublishedKeys(() -> {
      fetches.incrementAndGet();
      return Uni.createFrom().completionStage(answer);
    }, ALGORITHMS, at(Instant.EPOCH.plus(Duration.ofDays(1))));
    List<CompletableFuture<Optional<Key>>> asked = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      asked.add(keys.find("k1").subscribeAsCompletionStage());
    }
    answer.complete(jwks());

    assertThat(asked).allSatisfy(found -> assertThat(found).isCompletedWithValueMatching(Optional::isPresent));
    assertThat(fetches).hasValue(1);
  }

  @Test
  void inventedKeyIds_givenAThousand_thenTheIssuerIsAskedOnceInACoolDown() throws JoseException {
    String published = jwks();
    var keys = new PublishedKeys(() -> {
      fetches.incrementAndGet();
      return Uni.createFrom().item(published);
    }, ALGORITHMS, at(Instant.EPOCH.plus(Duration.ofDays(1))));
    for (int i = 0; i < 1000; i++) {
      assertThat(keys.find("invented-" + i).subscribeAsCompletionStage()).isCompletedWithValue(Optional.empty());
    }
    assertThat(fetches).hasValue(1);
    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValueMatching(Optional::isPresent);
  }

  @Test
  void issuerAway_givenTheFirstFetchFailed_thenTheNextTokenTriesAgain() throws JoseException {
    String published = jwks();
    var keys = new PublishedKeys(() -> fetches.incrementAndGet() == 1
        ? Uni.createFrom().failure(new IllegalStateException("away")) : Uni.createFrom().item(published),
        ALGORITHMS, at(Instant.EPOCH.plus(Duration.ofDays(1))));
    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValue(Optional.empty());
    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValueMatching(Optional::isPresent);
  }

  @Test
  void keyTakenBack_givenSteadyTraffic_thenNoTokenWaits_andTheKeyIsUnknownWithinAMinute() throws JoseException {
    var issuer = new Issuer(jwks());
    var keys = new PublishedKeys(issuer::answer, ALGORITHMS, issuer);
    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValueMatching(Optional::isPresent);
    issuer.published = "{\"keys\":[]}";
    issuer.holdsBack = true;

    issuer.pass(Duration.ofSeconds(29));
    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValueMatching(Optional::isPresent);
    assertThat(fetches).hasValue(1);
    issuer.pass(Duration.ofSeconds(2));
    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValueMatching(Optional::isPresent);
    }
    assertThat(fetches).hasValue(2);
    issuer.release();

    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValue(Optional.empty());
  }

  @Test
  void keyTakenBack_givenAnInstanceThatWasIdle_whenACrowdArrives_thenNobodyIsAnsweredFromTheOldSet() throws JoseException {
    var issuer = new Issuer(jwks());
    var keys = new PublishedKeys(issuer::answer, ALGORITHMS, issuer);
    keys.find("k1").subscribeAsCompletionStage();
    issuer.published = "{\"keys\":[]}";
    issuer.holdsBack = true;
    issuer.pass(Duration.ofHours(1));

    var asked = IntStream.range(0, 64).mapToObj(_ -> keys.find("k1").subscribeAsCompletionStage()).toList();
    assertThat(asked).noneSatisfy(found -> assertThat(found).isDone());
    issuer.release();

    assertThat(asked).allSatisfy(found -> assertThat(found).isCompletedWithValue(Optional.empty()));
    assertThat(fetches).hasValue(2);
  }

  @Test
  void issuerAway_givenKnownKeys_thenTheyGoOnWorking_andOneFetchIsTriedInThirtySeconds() throws JoseException {
    var issuer = new Issuer(jwks());
    var keys = new PublishedKeys(issuer::answer, ALGORITHMS, issuer);
    keys.find("k1").subscribeAsCompletionStage();
    issuer.published = "not a JWK Set";
    for (int i = 0; i < 10; i++) {
      issuer.pass(Duration.ofSeconds(31));
      for (int token = 0; token < 100; token++) {
        assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValueMatching(Optional::isPresent);
      }
    }
    assertThat(fetches).hasValue(11);
  }

  @Test
  void misusedKey_givenAUseOperationsOrAlgorithmForSomethingElse_thenItVerifiesNothing() throws JoseException {
    assertThat(isUsed("")).as("control").isTrue();
    for (String good : new String[] {"\"use\":\"sig\"", "\"key_ops\":[\"verify\"]", "\"key_ops\":[\"sign\",\"verify\"]", "\"alg\":\"ES256\"",
        "\"x5t\":\"x\"", "\"ext\":true"}) {
      assertThat(isUsed(good)).as(good).isTrue();
    }
    for (String bad : new String[] {"\"use\":\"enc\"", "\"use\":\"SIG\"", "\"use\":7", "\"use\":null", "\"use\":[\"sig\"]", "\"use\":\"\"",
        "\"key_ops\":[]", "\"key_ops\":[\"encrypt\"]", "\"key_ops\":[\"deriveKey\"]", "\"key_ops\":\"verify\"", "\"key_ops\":null",
        "\"key_ops\":[7,\"verify\"]", "\"key_ops\":{}", "\"alg\":\"ES384\"", "\"alg\":\"ECDH-ES\"", "\"alg\":\"RS256\"", "\"alg\":\"none\"",
        "\"alg\":\"\"", "\"alg\":null", "\"alg\":7", "\"d\":\"AAAA\"", "\"k\":\"AAAA\"", "\"kid\":7", "\"kid\":\"k1\""}) {
      assertThat(isUsed(bad)).as(bad).isFalse();
    }
  }

  private boolean isUsed(String member) throws JoseException {
    return find(jwks().replace("\"kid\"", member.isEmpty() ? "\"kid\"" : member + ",\"kid\""), "k1");
  }

  @Test
  void confusedKeyIds_givenTwoKeysOfOneId_thenNeitherCounts_andTheOthersDo() throws JoseException {
    String first = entry(EcJwkGenerator.generateJwk(EllipticCurves.P256), "k1");
    String second = entry(EcJwkGenerator.generateJwk(EllipticCurves.P256), "k1");
    String other = entry(EcJwkGenerator.generateJwk(EllipticCurves.P256), "k2");
    String set = "{\"keys\":[" + first + "," + other + "," + second + "]}";
    assertThat(find(set, "k1")).isFalse();
    assertThat(find(set, "k2")).isTrue();
    // The same id on a key that may not verify: still two.
    assertThat(find("{\"keys\":[" + first + "," + second.replace("\"kid\"", "\"use\":\"enc\",\"kid\"") + "]}", "k1")).isFalse();
  }

  @Test
  void weakKey_givenRsaOfTooFewBits_orNumbersSpeltOtherwise_thenItVerifiesNothing() throws JoseException {
    assertThat(find("{\"keys\":[" + entry(RsaJwkGenerator.generateJwk(2048), "k1") + "]}", "k1")).isTrue();
    for (int bits : new int[] {512, 1024, 1536, 2040}) {
      assertThat(find("{\"keys\":[" + entry(RsaJwkGenerator.generateJwk(bits), "k1") + "]}", "k1")).as(bits + " bits").isFalse();
    }
    String good = entry(EcJwkGenerator.generateJwk(EllipticCurves.P256), "k1");
    for (String member : new String[] {"x", "y"}) {
      for (String change : new String[] {"=", "A", "AAAA", " "}) {
        String spelt = good.replaceFirst("\"" + member + "\":\"([^\"]*)\"", "\"" + member + "\":\"$1" + change + "\"");
        assertThat(find("{\"keys\":[" + spelt + "]}", "k1")).as(spelt).isFalse();
      }
    }
    String rsa = entry(RsaJwkGenerator.generateJwk(2048), "k1");
    assertThat(find("{\"keys\":[" + rsa.replaceFirst("\"n\":\"", "\"n\":\"AAAA") + "]}", "k1")).as("leading zeros").isFalse();
    assertThat(find("{\"keys\":[" + entry(OctJwkGenerator.generateJwk(256), "k1") + "]}", "k1")).as("symmetric").isFalse();
    assertThat(find("{\"keys\":[" + entry(EcJwkGenerator.generateJwk(EllipticCurves.P384), "k1") + "]}", "k1")).as("P-384").isFalse();
  }

  private static String entry(JsonWebKey key, String id) {
    key.setKeyId(id);
    return key.toJson(key instanceof OctetSequenceJsonWebKey ? OutputControlLevel.INCLUDE_SYMMETRIC : OutputControlLevel.PUBLIC_ONLY);
  }

  private boolean find(String set, String id) {
    var keys = new PublishedKeys(() -> Uni.createFrom().item(set), ALGORITHMS, at(Instant.EPOCH.plus(Duration.ofDays(1))));
    return keys.find(id).subscribeAsCompletionStage().join().isPresent();
  }

  /// Publishes keys as time passes; may hold its answer back.
  private final class Issuer extends Clock {

    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));
    private String published;
    private boolean holdsBack;
    private final CompletableFuture<String> heldBack = new CompletableFuture<>();

    Issuer(String published) {
      this.published = published;
    }

    Uni<String> answer() {
      fetches.incrementAndGet();
      return holdsBack ? Uni.createFrom().completionStage(heldBack) : Uni.createFrom().item(published);
    }

    void release() {
      heldBack.complete(published);
    }

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
