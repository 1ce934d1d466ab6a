package io.portcullis.mfa.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portcullis.mfa.webauthn.Ceremonies.Kind;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// While Redis is away there are no ceremonies: a challenge that can't be taken out could be answered twice.
class CeremoniesWithoutRedisTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final int NOBODY_LISTENS = 1;

  private final Ceremonies ceremonies = new Ceremonies(
      new RedisDoor(RedisAPI.api(Redis.createClient(VERTX, "redis://localhost:" + NOBODY_LISTENS)), Duration.ofSeconds(1)),
      new SecureRandom(), Clock.systemUTC());

  @AfterAll
  static void close() {
    VERTX.closeAndAwait();
  }

  @Test
  void noneIsBegunOrEnded() {
    assertUnavailable(ceremonies.begin(Kind.PASSKEY, UUID.randomUUID(), "attempt-1", ""));
    assertUnavailable(ceremonies.take(Kind.PASSKEY, UUID.randomUUID(), "attempt-1"));
  }

  private static void assertUnavailable(Uni<?> command) {
    var failure = catchThrowableOfType(ProblemException.class, () -> command.await().indefinitely());
    assertThat(failure.problem().status()).isEqualTo(503);
  }
}
