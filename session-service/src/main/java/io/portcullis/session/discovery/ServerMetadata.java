package io.portcullis.session.discovery;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.portcullis.runtime.token.DpopProofs;
import io.portcullis.session.token.Grant.Scope;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Stream;

/// Authorization server metadata (RFC 8414 §2); the names are the RFC's. There is no authorization endpoint: people
/// sign in at `/v1/sign-in`.
///
/// @param portcullisAssuranceProfile `standard` or `strict`: which second factors the installation takes
@RegisterForReflection(targets = {ServerMetadata.class, SnakeCaseStrategy.class})
@JsonNaming(SnakeCaseStrategy.class)
record ServerMetadata(
    String issuer,
    String jwksUri,
    String tokenEndpoint,
    List<String> tokenEndpointAuthMethodsSupported,
    String revocationEndpoint,
    List<String> revocationEndpointAuthMethodsSupported,
    String introspectionEndpoint,
    List<String> introspectionEndpointAuthMethodsSupported,
    List<String> grantTypesSupported,
    List<String> responseTypesSupported,
    List<String> scopesSupported,
    List<String> subjectTypesSupported,
    List<String> idTokenSigningAlgValuesSupported,
    List<String> dpopSigningAlgValuesSupported,
    List<String> acrValuesSupported,
    List<String> claimsSupported,
    String portcullisAssuranceProfile) {

  static ServerMetadata of(String origin, String assuranceProfile) {
    return new ServerMetadata(
        origin, origin + "/.well-known/jwks.json",
        origin + "/oauth2/token", List.of("none"),
        origin + "/oauth2/revoke", List.of("none"),
        origin + "/oauth2/introspect", List.of("Bearer"),
        List.of("refresh_token"), List.of(), Stream.of(Scope.values()).map(Scope::wireName).toList(), List.of("public"), List.of("ES256"),
        DpopProofs.ALGORITHMS, List.of("aal1", "aal2", "phr"),
        List.of("iss", "aud", "sub", "sid", "jti", "iat", "exp", "auth_time", "acr", "amr", "scope", "cnf",
            "factor_settled_at", "factor_settled_enrolled", "factor_enrolled"), assuranceProfile);
  }
}
