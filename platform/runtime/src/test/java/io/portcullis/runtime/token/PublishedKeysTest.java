package io.portcullis.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

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
    }, at(Instant.EPOCH.plus(Duration.ofDays(1))));
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
    }, at(Instant.EPOCH.plus(Duration.ofDays(1))));
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
        at(Instant.EPOCH.plus(Duration.ofDays(1))));
    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValue(Optional.empty());
    assertThat(keys.find("k1").subscribeAsCompletionStage()).isCompletedWithValueMatching(Optional::isPresent);
  }
}
