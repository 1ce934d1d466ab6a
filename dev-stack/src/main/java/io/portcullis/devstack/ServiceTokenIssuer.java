package io.portcullis.devstack;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/// Plays the cluster's part: gives each caller a short-lived token for each service it may call, in a file that is
/// replaced long before the token ends, like a projected service-account token of Kubernetes.
final class ServiceTokenIssuer implements AutoCloseable {
  static final String ISSUER = "portcullis-dev-stack";
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration REFRESH = Duration.ofMinutes(5);

  /// Two systems of an exchange's own, which have actions approved.
  static final List<String> EXCHANGE_SYSTEMS = List.of("withdrawals", "p2p");

  /// Who may call whom: the arrows of the architecture, an exchange's own systems, and whoever sits at this machine as the
  /// operator.
  private static final List<Pair> PAIRS = List.of(
      new Pair("auth-service", "mfa-service"),
      new Pair("auth-service", "session-service"),
      // The exchange's own system that knows of funds and balances.
      new Pair("auth-service", "exchange"),
      new Pair("recovery-service", "exchange"),
      new Pair("recovery-service", "auth-service"),
      new Pair("recovery-service", "session-service"),
      new Pair("recovery-service", "notification-service"),
      new Pair("notification-service", "auth-service"),
      new Pair(EXCHANGE_SYSTEMS.get(0), "auth-service"),
      new Pair(EXCHANGE_SYSTEMS.get(1), "auth-service"),
      new Pair(EXCHANGE_SYSTEMS.get(0), "notification-service"),
      new Pair("gateway", "session-service"),
      new Pair("operator", "session-service"),
      new Pair("operator", "notification-service"));

  private final StateFolder state;
  private final EllipticCurveJsonWebKey key;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("service-tokens").factory());

  ServiceTokenIssuer(StateFolder state, EllipticCurveJsonWebKey key, Clock clock) {
    this.state = state;
    this.key = key;
    this.clock = clock;
  }

  void start() {
    issueAll();
    timer.scheduleAtFixedRate(this::issueAll, REFRESH.toSeconds(), REFRESH.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void issueAll() {
    PAIRS.forEach(pair -> state.writePrivately("keys/" + pair.caller() + "/tokens/" + pair.callee(), token(pair)));
  }

  private String token(Pair pair) {
    var now = clock.instant();
    var claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(pair.callee());
    claims.setSubject("system:serviceaccount:portcullis:" + pair.caller());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    // No `nbf`: tests set the clock of a service back.
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFETIME).getEpochSecond()));
    claims.setGeneratedJwtId();
    return Es256.sign(claims, key);
  }

  private record Pair(String caller, String callee) {}
}
