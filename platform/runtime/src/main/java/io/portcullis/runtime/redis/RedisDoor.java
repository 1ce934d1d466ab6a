package io.portcullis.runtime.redis;

import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;

/// The way to Redis for what fails closed: where it does not answer in time, the request is answered 503.
@ApplicationScoped
public class RedisDoor {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final RedisAPI redis;

  public RedisDoor(RedisAPI redis) {
    this.redis = redis;
  }

  /// @return `null` where Redis has nothing
  public Uni<Response> ask(Function<RedisAPI, Uni<Response>> command) {
    return Uni.createFrom().deferred(() -> command.apply(redis))
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().transform(ProblemException::unavailable);
  }
}
