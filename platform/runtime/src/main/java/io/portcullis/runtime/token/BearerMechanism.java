package io.portcullis.runtime.token;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Optional;

/// Turns `Authorization: Bearer …` (RFC 6750) into the role `customer` or the role `service`. Resources are closed
/// unless they name one of them or `@PermitAll`.
@ApplicationScoped
class BearerMechanism implements HttpAuthenticationMechanism {

  private static final String SCHEME = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final TokenVerifier<Customer> customers;
  private final TokenVerifier<CallingService> services;

  BearerMechanism(TokenVerifier<Customer> customers, TokenVerifier<CallingService> services) {
    this.customers = customers;
    this.services = services;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
    String header = context.request().headers().get(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().optional(Optional.empty()); // anonymous
    }
    String token = header.substring(SCHEME.length());
    // The type only chooses who checks the token; each verifier then demands its own type, issuer and audience.
    return isCustomerToken(token)
        ? customers.verify(token).map(customer -> identity(customer, "customer"))
        : services.verify(token).map(service -> identity(service, "service"));
  }

  private static boolean isCustomerToken(String token) {
    int dot = token.indexOf('.');
    try {
      String header = new String(Base64.getUrlDecoder().decode(token.substring(0, Math.max(dot, 0))), StandardCharsets.UTF_8);
      return header.contains(TokenVerifiers.CUSTOMER_TOKEN_TYPE);
    } catch (IllegalArgumentException notBase64) {
      return true;
    }
  }

  private static SecurityIdentity identity(Optional<? extends Principal> principal, String role) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(principal.orElseThrow(AuthenticationFailedException::new)).addRole(role).build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
  }
}
