package io.portcullis.mfa.outofband;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.identifier.Identifier;
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
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// While Redis is away no code is sent, tried or right: all of it fails closed.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class CodesWithoutRedisTest {

  private static final int NOBODY_LISTENS = 1;

  @Inject KeyRing ring;
  @Inject Vertx vertx;

  @Test
  void nothingIsSentTriedOrUsedUp() {
    var codes = new OutOfBandCodes(
        new RedisDoor(RedisAPI.api(Redis.createClient(vertx, "redis://localhost:" + NOBODY_LISTENS)), Duration.ofSeconds(1)),
        ring, Clock.systemUTC());
    var slot = CodeSlot.ofChallenge(UUID.randomUUID(), new AccountId(UUID.randomUUID()), Method.EMAIL);
    var to = Identifier.parse("ann@example.org").orElseThrow();

    assertUnavailable(codes.reserveSend(slot, Instant.EPOCH));
    assertUnavailable(codes.put(slot, new OutOfBandCodes.Send(1, Duration.ZERO), to, new OutOfBandCode("123456"), Instant.EPOCH));
    assertUnavailable(codes.countTry(slot));
    assertUnavailable(codes.useUp(slot, "digest"));
  }

  private static void assertUnavailable(Uni<?> command) {
    var failure = catchThrowableOfType(ProblemException.class, () -> command.await().indefinitely());
    assertThat(failure.problem().status()).isEqualTo(503);
  }
}
