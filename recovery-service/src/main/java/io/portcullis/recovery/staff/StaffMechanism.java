package io.portcullis.recovery.staff;

import static io.portcullis.runtime.verdict.Verdicts.now;

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

/// Turns a staff token into the role `staff`, on the staff's listener alone. There no other kind of token is looked at, so a
/// customer's or a service's token is refused; elsewhere this mechanism looks at nothing.
@ApplicationScoped
class StaffMechanism implements HttpAuthenticationMechanism {

  /// Ahead of the one for customers and services.
  private static final int FIRST = DEFAULT_PRIORITY + 1;
  private static final String SCHEME = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final StaffListener listener;
  private final StaffTokens tokens;

  StaffMechanism(StaffListener listener, StaffTokens tokens) {
    this.listener = listener;
    this.tokens = tokens;
  }

  @Override
  public int getPriority() {
    return FIRST;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
    List<String> credentials = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (!listener.received(context.request()) || credentials.isEmpty()) {
      return Uni.createFrom().optional(Optional.empty());
    }
    String header = credentials.getFirst();
    if (credentials.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    return tokens.verify(header.substring(SCHEME.length())).map(member -> QuarkusSecurityIdentity.builder()
        .setPrincipal(member.orElseThrow(AuthenticationFailedException::new)).addRole(StaffMember.ROLE).build());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return now(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
  }
}
