package io.portcullis.recovery.staff;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.token.CompactJws;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Verifies staff tokens with SmallRye JWT: signature by a published key of the one issuer, `iss`, `aud`, `exp` and age.
@ApplicationScoped
class StaffTokens {

  private static final int LONGEST = 16_384;
  /// Of a token for an API (RFC 9068 §2.1, RFC 7519 §5.1). A logout token or a proof of possession says another one.
  private static final Set<String> TYPES = Set.of("JWT", "at+jwt", "application/at+jwt");

  private final Optional<JWTParser> parser;
  private final String rolesClaim;
  private final Map<String, StaffRole> names;
  private final Vertx vertx;

  StaffTokens(StaffConfig config, Vertx vertx) {
    this.vertx = vertx;
    parser = config.issuer().map(issuer -> new DefaultJWTParser(expected(config, issuer)));
    rolesClaim = config.rolesClaim();
    names = Map.of(config.role().support(), StaffRole.SUPPORT, config.role().reviewer(), StaffRole.REVIEWER,
        config.role().lead(), StaffRole.LEAD, config.role().operator(), StaffRole.OPERATOR,
        config.role().auditor(), StaffRole.AUDITOR);
  }

  private static JWTAuthContextInfo expected(StaffConfig config, String issuer) {
    var expected = new JWTAuthContextInfo(config.keysUrl().orElseThrow(), issuer);
    expected.setExpectedAudience(Set.of(config.audience().orElseThrow()));
    // No algorithm with a shared secret, and none at all least of all (RFC 8725 §3.1).
    expected.setSignatureAlgorithm(EnumSet.of(SignatureAlgorithm.ES256, SignatureAlgorithm.PS256, SignatureAlgorithm.RS256));
    expected.setTokenAge(config.tokenAge().toSeconds());
    expected.setRequireNamedPrincipal(false);
    expected.setRequiredClaims(Set.of("sub", "iat"));
    config.trustedCertificates().ifPresent(expected::setTlsCertificatePath);
    return expected;
  }

  /// Empty when the token is not valid for the support desk, for whatever reason, or its owner has no role here.
  Uni<Optional<StaffMember>> verify(String token) {
    return parser.isEmpty() || token.length() > LONGEST || CompactJws.parse(token).filter(StaffTokens::isForAnApi).isEmpty()
        ? now(Optional.empty())
        // The library may have to fetch the keys, and waits for them.
        : vertx.executeBlocking(() -> read(parser.get(), token), false);
  }

  private Optional<StaffMember> read(JWTParser known, String token) {
    try {
      JsonWebToken claims = known.parse(token);
      Set<StaffRole> roles = roles(claims);
      // Keycloak says in a claim which of its tokens are no access tokens.
      boolean isAccessToken = claims.getClaim("typ") == null || "Bearer".equals(claims.getClaim("typ"));
      return claims.getSubject().isBlank() || roles.isEmpty() || !isAccessToken
          ? Optional.empty() : Optional.of(new StaffMember(Person.of(claims.getIssuer(), claims.getSubject()), roles));
    } catch (ParseException | RuntimeException refused) {
      // The library answers some malformed tokens with unchecked exceptions; all of it is a stranger's text.
      return Optional.empty();
    }
  }

  private static boolean isForAnApi(CompactJws token) {
    return TYPES.contains(token.header().path("typ").asText("JWT"));
  }

  private Set<StaffRole> roles(JsonWebToken claims) {
    Object whole = claims.getClaim(rolesClaim);
    return Stream.ofNullable(whole == null ? inside(claims) : whole)
        .flatMap(value -> value instanceof JsonArray all ? all.stream() : Stream.of(value))
        .map(value -> value instanceof JsonString text ? text.getString() : value.toString())
        .filter(names::containsKey).map(names::get).collect(Collectors.toUnmodifiableSet());
  }

  /// Follows the slashes of the claim's name.
  private JsonValue inside(JsonWebToken claims) {
    String[] path = rolesClaim.split("/");
    Object value = claims.getClaim(path[0]);
    for (int i = 1; i < path.length; i++) {
      value = value instanceof JsonObject object ? object.get(path[i]) : null;
    }
    return value instanceof JsonArray found ? found : null;
  }
}
