package io.portcullis.mfa.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// While Redis is away nobody may try: counting tries fails closed.
class ChallengesWithoutRedisTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final int NOBODY_LISTENS = 1;

  private final Challenges challenges = new Challenges(
      RedisAPI.api(Redis.createClient(VERTX, "redis://localhost:" + NOBODY_LISTENS)), Clock.systemUTC());
  private final ChallengeId id = new ChallengeId(UUID.randomUUID());
  private final Binding binding = new Binding(new AccountId(UUID.randomUUID()), Purpose.SIGN_IN, "attempt-1");

  @AfterAll
  static void close() {
    VERTX.closeAndAwait();
  }

  @Test
  void nothingIsOpenedPreparedTriedOrEnded() {
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
