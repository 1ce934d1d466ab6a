package io.portcullis.session.oauth;

import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.runtime.token.TokenVerifier;
import io.portcullis.session.oauth.Introspection.KeyConfirmation;
import io.portcullis.session.oauth.RefreshFamilies.Family;
import io.portcullis.session.revocation.Revocations;
import io.portcullis.session.token.Grant;
import io.portcullis.session.token.RefreshToken;
import io.portcullis.session.token.RefreshTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Says whether a token is good (RFC 7662): an access token from memory, a refresh token from its family.
@ApplicationScoped
class IntrospectToken {

  private final RefreshTokens refreshTokens;
  private final RefreshFamilies families;
  private final TokenVerifier<Customer> accessTokens;
  private final Revocations revocations;
  private final String issuer;
  private final Clock clock;

  IntrospectToken(RefreshTokens refreshTokens, RefreshFamilies families, TokenVerifier<Customer> accessTokens,
      Revocations revocations, @ConfigProperty(name = "portcullis.origin") String issuer, Clock clock) {
    this.refreshTokens = refreshTokens;
    this.families = families;
    this.accessTokens = accessTokens;
    this.revocations = revocations;
    this.issuer = issuer;
    this.clock = clock;
  }

  /// Fails while the endings from before this instance's start are not known: a gateway would let a revoked token pass.
  Uni<Introspection> handle(String token) {
    return revocations.whenKnown(() -> refreshTokens.parse(token)
        .map(this::refreshToken)
        .orElseGet(() -> accessTokens.verify(token).map(customer -> customer
            .filter(c -> !revocations.voids(c))
            .map(this::accessToken).orElse(Introspection.INACTIVE))));
  }

  private Uni<Introspection> refreshToken(RefreshToken token) {
    // Looking is not using: a replaced token is merely inactive here.
    return families.find(token, clock.instant()).map(found -> found
        .filter(family -> MessageDigest.isEqual(family.digest(), token.digest()))
        .map(this::describe).orElse(Introspection.INACTIVE));
  }

  private Introspection describe(Family family) {
    Grant grant = family.grant();
    return new Introspection(true, Optional.of("refresh_token"), Optional.of(issuer), Optional.of(grant.account()),
        Optional.of(grant.session()), Optional.of(family.idleAt().getEpochSecond()),
        Optional.of(grant.authTime().getEpochSecond()), Optional.of(grant.acr()), Optional.of(grant.amr()),
        Optional.of(grant.scope().wireName()), confirmation(grant.boundTo()));
  }

  private Introspection accessToken(Customer customer) {
    return new Introspection(true, Optional.of(customer.boundTo().isPresent() ? "DPoP" : "Bearer"), Optional.of(issuer), Optional.of(customer.account()),
        Optional.of(customer.session()), Optional.of(customer.expiresAt().getEpochSecond()), Optional.of(customer.authTime().getEpochSecond()),
        Optional.of(customer.acr()), Optional.of(customer.amr()), Optional.of(String.join(" ", customer.scope())),
        confirmation(customer.boundTo()));
  }

  private static Optional<KeyConfirmation> confirmation(Optional<KeyThumbprint> key) {
    return key.map(k -> new KeyConfirmation(k.value()));
  }
}
