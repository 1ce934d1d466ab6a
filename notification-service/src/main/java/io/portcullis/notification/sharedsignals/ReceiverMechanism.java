package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.crypto.OpaqueToken;
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
import java.util.List;
import java.util.Optional;

/// Turns a receiver's token (`Authorization: Bearer pss_…`) into the role `receiver`. Every other credential is left to the mechanism
/// for customers and services. A token counts in the header alone, never in an address (RFC 6750 §2.3).
@ApplicationScoped
class ReceiverMechanism implements HttpAuthenticationMechanism {

  static final String TOKEN_PREFIX = "pss";
  /// Ahead of the one for customers and services.
  private static final int FIRST = DEFAULT_PRIORITY + 1;
  private static final String SCHEME = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final Receivers receivers;

  ReceiverMechanism(Receivers receivers) {
    this.receivers = receivers;
  }

  @Override
  public int getPriority() {
    return FIRST;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
    List<String> credentials = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    Optional<OpaqueToken> token = credentials.size() == 1 ? token(credentials.getFirst()) : Optional.empty();
    return token.isEmpty() ? Uni.createFrom().optional(Optional.empty())
        : receivers.byToken(token.get().digest()).map(receiver -> QuarkusSecurityIdentity.builder()
            .setPrincipal(receiver.orElseThrow(AuthenticationFailedException::new)).addRole(Receiver.ROLE).build());
  }

  private static Optional<OpaqueToken> token(String credential) {
    return credential.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? OpaqueToken.parse(TOKEN_PREFIX, credential.substring(SCHEME.length())) : Optional.empty();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return now(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
  }
}
