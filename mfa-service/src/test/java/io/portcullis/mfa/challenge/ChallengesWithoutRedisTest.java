package io.portcullis.mfa.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.redis.RedisDoor;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// While Redis is away nobody may try: counting tries fails closed.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class ChallengesWithoutRedisTest {

  private static final int NOBODY_LISTENS = 1;

  @Inject KeyRing ring;
  @Inject Vertx vertx;

  private final ChallengeId id = new ChallengeId(UUID.randomUUID());
  private final Binding binding =
      new Binding(new AccountId(UUID.randomUUID()), Purpose.SIGN_IN, "attempt-1", Optional.empty(), Claimant.STRANGER, Optional.empty());

  @Test
  void nothingIsOpenedPreparedTriedOrEnded() {
    var challenges = new Challenges(
        new RedisDoor(RedisAPI.api(Redis.createClient(vertx, "redis://localhost:" + NOBODY_LISTENS)), Duration.ofSeconds(1)),
        ring, Clock.systemUTC());

    assertUnavailable(challenges.open(id, binding));
    assertUnavailable(challenges.find(id, binding));
    assertUnavailable(challenges.countTry(id, binding));
    assertUnavailable(challenges.noteDrift(id, Optional.empty()));
    assertUnavailable(challenges.end(id));
  }

  private static void assertUnavailable(Uni<?> command) {
    var failure = catchThrowableOfType(ProblemException.class, () -> command.await().indefinitely());
    assertThat(failure.problem().status()).isEqualTo(503);
    assertThat(failure.retryAfter()).isPresent();
  }
}
