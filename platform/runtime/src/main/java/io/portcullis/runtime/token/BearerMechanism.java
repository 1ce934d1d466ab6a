package io.portcullis.runtime.token;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.token.DpopProofs.Target;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Turns `Authorization: Bearer …` (RFC 6750) into the role `customer` or the role `service`, and `Authorization:
/// DPoP …` with its proof (RFC 9449 §7.1) into the role `customer`. A token that is bound to a key counts with the
/// proof alone, any other as bearer alone. A token that is void ([LiveTokens]) counts for nothing. Resources are closed unless they name a role or `@PermitAll`.
@ApplicationScoped
class BearerMechanism implements HttpAuthenticationMechanism {

  private static final String SCHEME = "Bearer ";
  private static final String DPOP = "DPoP ";
  private static final int UNAUTHORIZED = 401;

  private final TokenVerifier<Customer> customers;
  private final TokenVerifier<CallingService> services;
  private final DpopProofs proofs;
  private final SeenProofs seen;
  private final LiveTokens live;

  BearerMechanism(TokenVerifier<Customer> customers, TokenVerifier<CallingService> services, DpopProofs proofs,
      DpopConfig dpop, LiveTokens live, Clock clock) {
    this.customers = customers;
    this.services = services;
    this.proofs = proofs;
    this.live = live;
    this.seen = new SeenProofs(clock, dpop.window());
  }

  @Override
  public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
    return identify(context.request()).emitOn(backOn(Objects.requireNonNull(Vertx.currentContext())));
  }

  // Several tokens wait for one fetch of the keys, and are all verified where that one ends: on the context of another
  // request, which Quarkus would then hand this one's identity.
  private static Executor backOn(Context ours) {
    return verified -> {
      if (Vertx.currentContext() == ours) {
        verified.run();
      } else {
        ours.runOnContext(_ -> verified.run());
      }
    };
  }

  private Uni<SecurityIdentity> identify(HttpServerRequest request) {
    List<String> credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (credentials.size() > 1) {
      // Of two tokens a gateway and we might each pick another one.
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    String header = credentials.isEmpty() ? null : credentials.getFirst();
    if (header != null && header.regionMatches(true, 0, DPOP, 0, DPOP.length())) {
      String token = header.substring(DPOP.length());
      return live(token).map(customer -> proved(request, token, customer));
    }
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().optional(Optional.empty()); // anonymous
    }
    String token = header.substring(SCHEME.length());
    // The type only chooses who checks the token; each verifier then demands its own type, issuer and audience.
    return CompactJws.claimsType(token, TokenVerifiers.CUSTOMER_TOKEN_TYPE)
        ? live(token).map(customer -> identity(customer.filter(c -> c.boundTo().isEmpty())))
        : services.verify(token).map(service -> identity(service, "service"));
  }

  private Uni<Optional<Customer>> live(String token) {
    return customers.verify(token).map(customer -> customer.filter(live::contain));
  }

  private SecurityIdentity proved(HttpServerRequest request, String token, Optional<Customer> customer) {
    if (customer.flatMap(Customer::boundTo).isEmpty()) {
      throw DpopChallenge.failure(DpopChallenge.INVALID_TOKEN);
    }
    var target = new Target(request.method().name(), request.path(), Optional.of(token));
    boolean holdsTheKey = proofs.verify(request.headers().getAll("DPoP"), target)
        .filter(proof -> customer.get().isBoundTo(proof.key()) && seen.isNew(proof)).isPresent();
    if (!holdsTheKey) {
      throw DpopChallenge.failure(DpopChallenge.INVALID_PROOF);
    }
    return identity(customer);
  }

  // A role of its own: what does not name it is closed to a restricted session, whoever writes it.
  private static SecurityIdentity identity(Optional<Customer> customer) {
    return identity(customer, customer.filter(Customer::isRestricted).isPresent() ? Customer.RESTRICTED : "customer");
  }

  private static SecurityIdentity identity(Optional<? extends Principal> principal, String role) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(principal.orElseThrow(AuthenticationFailedException::new)).addRole(role).build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return now(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
  }
}
