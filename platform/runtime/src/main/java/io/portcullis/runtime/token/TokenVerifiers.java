package io.portcullis.runtime.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.KeyDirectory;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;

/// The two kinds of token that this service accepts. They differ in issuer, audience and type, and each is checked for
/// all three, so neither can stand in for the other.
class TokenVerifiers {

  static final String CUSTOMER_TOKEN_TYPE = "at+jwt";
  static final String CUSTOMER_AUDIENCE = "portcullis";
  private static final String SETTINGS_LOCKED = "settings_locked";
  private static final Set<String> CUSTOMER_ALGORITHMS = Set.of("ES256", "EdDSA");
  private static final Set<String> SERVICE_ALGORITHMS = Set.of("ES256", "RS256");
  private static final Duration JWKS_TIMEOUT = Duration.ofSeconds(2);

  /// The issuer's own service overrides this with the keys it holds.
  @Produces
  @Singleton
  @DefaultBean
  VerificationKeys customerKeys(
      Vertx vertx, Clock clock, @ConfigProperty(name = "portcullis.services.session") String sessionService) {
    var client = vertx.createHttpClient();
    var request = new RequestOptions().setMethod(HttpMethod.GET).setTimeout(JWKS_TIMEOUT.toMillis())
        .setAbsoluteURI(sessionService + "/.well-known/jwks.json");
    return new PublishedKeys(() -> client.request(request)
        .chain(HttpClientRequest::send)
        .chain(HttpClientResponse::body)
        .map(Object::toString), CUSTOMER_ALGORITHMS, clock);
  }

  @Produces
  @Singleton
  TokenVerifier<Customer> customers(
      VerificationKeys keys, Clock clock, @ConfigProperty(name = "portcullis.origin") String issuer) {
    var expected = new TokenVerifier.Expectation(Optional.of(CUSTOMER_TOKEN_TYPE), issuer, CUSTOMER_AUDIENCE, CUSTOMER_ALGORITHMS);
    return new TokenVerifier<>(expected, keys, TokenVerifiers::customer, clock);
  }

  /// A service that others call overrides this.
  @Produces
  @Singleton
  @DefaultBean
  HouseCallers noCallers() {
    return Set::of;
  }

  @Produces
  @Singleton
  TokenVerifier<CallingService> services(TokenConfig config, HouseCallers house, KeyDirectory directory, Vertx vertx, Clock clock,
      @ConfigProperty(name = "quarkus.application.name") String audience) {
    var keys = new PublishedKeys(
        () -> vertx.executeBlocking(() -> directory.read("service-token-jwks.json"), false), SERVICE_ALGORITHMS, clock);
    var expected = new TokenVerifier.Expectation(Optional.empty(), config.issuer(), audience, SERVICE_ALGORITHMS);
    Set<String> callers = Stream.concat(house.names().stream(), config.callers().orElse(Set.of()).stream())
        .collect(Collectors.toUnmodifiableSet());
    return new TokenVerifier<>(expected, keys, claims -> caller(claims, config.subjectPrefix(), callers), clock);
  }

  private static Optional<CallingService> caller(JwtClaims claims, String prefix, Set<String> callers) {
    return text(claims, "sub").flatMap(subject -> CallingService.of(subject, prefix)).filter(caller -> callers.contains(caller.name()));
  }

  private static Optional<Customer> customer(JwtClaims claims) {
    try {
      Optional<AccountId> account = AccountId.parse(claims.getSubject());
      Optional<SessionId> session = text(claims, "sid").flatMap(SessionId::parse);
      Optional<String> acr = text(claims, "acr");
      Long authTime = claims.getClaimValue("auth_time", Long.class);
      NumericDate expiry = claims.getExpirationTime();
      Optional<KeyThumbprint> boundTo = boundTo(claims);
      // A binding that we can't read must not make a bearer token of it.
      boolean boundUnreadably = claims.hasClaim("cnf") && boundTo.isEmpty();
      if (account.isEmpty() || session.isEmpty() || acr.isEmpty() || authTime == null || expiry == null || boundUnreadably) {
        return Optional.empty();
      }
      List<String> amr = claims.hasClaim("amr") ? claims.getStringListClaimValue("amr") : List.of();
      Set<String> scope = text(claims, "scope").filter(s -> !s.isBlank()).map(s -> Set.of(s.split(" "))).orElse(Set.of());
      return Optional.of(new Customer(
          account.get(), session.get(), acr.get(), List.copyOf(amr), Instant.ofEpochSecond(authTime),
          Instant.ofEpochSecond(expiry.getValue()), scope, boundTo,
          factorAge(claims), settingsLock(claims)));
    } catch (MalformedClaimException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  // What can't be read counts as fresh.
  private static FactorAge factorAge(JwtClaims claims) {
    if (claims.getClaimValue("factor_settled_at") instanceof Long seconds) {
      Instant at = Instant.ofEpochSecond(seconds);
      return Boolean.FALSE.equals(claims.getClaimValue("factor_settled_enrolled"))
          ? new FactorAge.OnlyFresh(at) : new FactorAge.Settles(at);
    }
    return Boolean.FALSE.equals(claims.getClaimValue("factor_enrolled"))
        ? new FactorAge.NoneEnrolled() : new FactorAge.Unknown();
  }

  // A claim that can't be read locks.
  private static Optional<SettingsLock> settingsLock(JwtClaims claims) {
    if (!claims.hasClaim(SETTINGS_LOCKED) || Boolean.FALSE.equals(claims.getClaimValue(SETTINGS_LOCKED))) {
      return Optional.empty();
    }
    return Optional.of(new SettingsLock(claims.getClaimValue("settings_open_at") instanceof Long seconds
        ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty()));
  }

  /// RFC 9449 §6.1.
  private static Optional<KeyThumbprint> boundTo(JwtClaims claims) {
    return claims.getClaimValue("cnf") instanceof Map<?, ?> cnf && cnf.size() == 1 && cnf.get("jkt") instanceof String key
        ? KeyThumbprint.parse(key) : Optional.empty();
  }

  private static Optional<String> text(JwtClaims claims, String name) {
    return claims.getClaimValue(name) instanceof String value ? Optional.of(value) : Optional.empty();
  }
}
