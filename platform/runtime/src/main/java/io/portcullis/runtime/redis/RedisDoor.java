package io.portcullis.runtime.redis;

import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The way to Redis for what fails closed: where it does not answer in time, the request is answered 503.
@ApplicationScoped
public class RedisDoor {

  private final RedisAPI redis;
  private final Duration patience;

  public RedisDoor(RedisAPI redis, @ConfigProperty(name = "portcullis.redis-patience") Duration patience) {
    this.redis = redis;
    this.patience = patience;
  }

  /// @return `null` where Redis has nothing
  public Uni<Response> ask(Function<RedisAPI, Uni<Response>> command) {
    return Uni.createFrom().deferred(() -> command.apply(redis))
        .ifNoItem().after(patience).fail()
        .onFailure().transform(ProblemException::unavailable);
  }
}
