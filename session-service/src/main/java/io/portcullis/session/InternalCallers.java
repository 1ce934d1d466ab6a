package io.portcullis.session;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Keeps gateways, which prove themselves by service tokens too, to the one thing they may do as a service: ask about
/// tokens. A broken gateway must not open sessions.
class InternalCallers {

  private static final String INTERNAL = "/internal/";
  private static final String INTROSPECTION = "/oauth2/introspect";

  private final Set<String> gateways;
  private final CurrentIdentityAssociation identity;

  InternalCallers(@ConfigProperty(name = "portcullis.introspection.callers") Set<String> gateways,
      CurrentIdentityAssociation identity) {
    this.gateways = gateways;
    this.identity = identity;
  }

  @ServerRequestFilter
  void separate(ResteasyReactiveContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    // Elsewhere the identity is not looked at: most callers there have none, and it would cost them.
    if (path.startsWith(INTERNAL) || path.equals(INTROSPECTION)) {
      request.suspend();
      // Deferred: the first token of a new instance waits for the keys to be fetched.
      identity.getDeferredIdentity().subscribe().with(caller -> {
        if (gateways.contains(caller.getPrincipal().getName()) != path.equals(INTROSPECTION)) {
          request.abortWith(Problem.response(HouseProblem.FORBIDDEN).toResponse());
        } else {
          request.resume();
        }
      }, request::resume);
    }
  }
}
