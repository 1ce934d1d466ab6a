package io.portcullis.auth.human;

import io.portcullis.runtime.crypto.Sha256;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;

/// Proofs that were used, in Redis, so that each works once at all instances together. **Fails closed**: while Redis is
/// away no proof counts ([ProblemException], 503).
///
/// Only a right proof leaves a key, so what is wrong fills no memory.
@ApplicationScoped
class SpentProofs {


  private final RedisDoor redis;
  private final HumanConfig config;

  SpentProofs(RedisDoor redis, HumanConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /// Uses the proof up.
  ///
  /// @return whether it was unused
  Uni<Boolean> spend(String method, String mark) {
    // Twice its life: our clock decides when a proof is over, the key only has to outlast it.
    String seconds = Long.toString(config.lifetime().multipliedBy(2).toSeconds());
    return redis.ask(api -> api.set(List.of("auth:human-proof:" + digest(method + '\n' + mark), "1", "NX", "EX", seconds)))
        .map(response -> response != null);
  }

  // Without a key, so that replacing the ring's key forgets nothing. The mark is no secret once it is used.
  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
