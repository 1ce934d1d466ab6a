package io.portcullis.runtime.token;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.crypto.KeyDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The tokens by which this service proves itself to others: files that the platform (or the launcher) keeps fresh,
/// one for each audience, so that a token shown to one service is worth nothing at another.
@ApplicationScoped
public class ServiceTokens {

  /// Shorter than the time between a file's renewal and its old token's end.
  private static final Duration REREAD = Duration.ofMinutes(1);

  private final KeyDirectory directory;
  private final Vertx vertx;
  private final Clock clock;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  private record Token(String header, Instant readAt) {}

  ServiceTokens(KeyDirectory directory, Vertx vertx, Clock clock) {
    this.directory = directory;
    this.vertx = vertx;
    this.clock = clock;
  }

  /// The value of an `Authorization` header for calls to `audience`.
  public Uni<String> authorization(String audience) {
    Token known = tokens.get(audience);
    Instant now = clock.instant();
    if (known != null && known.readAt().isAfter(now.minus(REREAD))) {
      return now(known.header());
    }
    return vertx.executeBlocking(() -> directory.read("tokens/" + audience), false)
        .map(token -> "Bearer " + token)
        .invoke(header -> tokens.put(audience, new Token(header, now)));
  }
}
