package io.portcullis.session;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Keeps gateways, which prove themselves by service tokens too, to the one thing they may do as a service: ask about
/// tokens. A broken gateway must not open sessions.
class InternalCallers {

  private static final String INTERNAL = "/internal/";
  private static final String INTROSPECTION = "/oauth2/introspect";

  private final Set<String> gateways;
  private final SecurityIdentity identity;

  InternalCallers(@ConfigProperty(name = "portcullis.introspection.callers") Set<String> gateways, SecurityIdentity identity) {
    this.gateways = gateways;
    this.identity = identity;
  }

  @ServerRequestFilter
  Optional<RestResponse<Problem>> separate(UriInfo uri) {
    String path = uri.getPath();
    // Elsewhere the identity is not looked at: most callers there have none, and it would cost them.
    boolean refused = path.startsWith(INTERNAL) && isGateway() || path.equals(INTROSPECTION) && !isGateway();
    return refused ? Optional.of(Problem.response(HouseProblem.FORBIDDEN)) : Optional.empty();
  }

  private boolean isGateway() {
    return gateways.contains(identity.getPrincipal().getName());
  }
}
