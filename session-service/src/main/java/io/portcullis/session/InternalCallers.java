package io.portcullis.session;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Keeps everyone who proves themselves by a service token to their own task. A broken gateway must not open sessions,
/// a broken auth-service must not take signing keys back, and who keeps the house running needs no customer's session.
///
/// | where                      | who                                               |
/// |----------------------------|---------------------------------------------------|
/// | `/oauth2/introspect`       | gateways: `portcullis.introspection.callers`      |
/// | `/internal/signing-keys…`  | operators: `portcullis.operation.callers`         |
/// | everything else `/internal` | the other `portcullis.service-token.callers`      |
class InternalCallers {

  private static final String INTERNAL = "/internal/";
  private static final String SIGNING_KEYS = "/internal/signing-keys";
  private static final String INTROSPECTION = "/oauth2/introspect";

  private final Set<String> gateways;
  private final Set<String> operators;
  private final CurrentIdentityAssociation identity;

  InternalCallers(@ConfigProperty(name = "portcullis.introspection.callers") Set<String> gateways,
      @ConfigProperty(name = "portcullis.operation.callers") Set<String> operators, CurrentIdentityAssociation identity) {
    this.gateways = gateways;
    this.operators = operators;
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
        if (mayEnter(path, caller.getPrincipal().getName())) {
          request.resume();
        } else {
          request.abortWith(Problem.response(HouseProblem.FORBIDDEN).toResponse());
        }
      }, request::resume);
    }
  }

  private boolean mayEnter(String path, String caller) {
    if (path.equals(INTROSPECTION)) {
      return gateways.contains(caller);
    }
    return path.startsWith(SIGNING_KEYS)
        ? operators.contains(caller)
        : !gateways.contains(caller) && !operators.contains(caller);
  }
}
