package io.portcullis.session;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.HouseCallers;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Keeps everyone who proves themselves by a service token to their own task. A broken gateway must not open sessions,
/// a broken auth-service must not take signing keys back, and neither who keeps the house running nor the support desk
/// needs a customer's session.
///
/// | where                               | who                                                 |
/// |-------------------------------------|-----------------------------------------------------|
/// | `/oauth2/introspect`                | gateways: `portcullis.introspection.callers`        |
/// | `/internal/signing-keys…`           | operators: `portcullis.operation.callers`           |
/// | `/internal/accounts/{id}/sign-ins`  | the support desk: `portcullis.support.callers`      |
/// | everything else `/internal`         | auth-service, and who else is in `portcullis.service-token.callers` |
@Singleton
class InternalCallers implements HouseCallers {

  private static final String INTERNAL = "/internal/";
  private static final String INTROSPECTION = "/oauth2/introspect";

  static final String AUTH_SERVICE = "auth-service";

  private final List<Entrance> entrances;
  private final CurrentIdentityAssociation identity;

  InternalCallers(@ConfigProperty(name = "portcullis.introspection.callers") Set<String> gateways,
      @ConfigProperty(name = "portcullis.operation.callers") Set<String> operators,
      @ConfigProperty(name = "portcullis.support.callers") Set<String> support, CurrentIdentityAssociation identity) {
    this.entrances = List.of(
        new Entrance(Pattern.compile(INTROSPECTION), gateways),
        new Entrance(Pattern.compile("/internal/signing-keys.*"), operators),
        new Entrance(Pattern.compile("/internal/accounts/[^/]+/sign-ins"), support));
    this.identity = identity;
  }

  /// @param callers who may enter here, and nowhere else
  private record Entrance(Pattern path, Set<String> callers) {}

  /// A name in a group is its right to call. So a name that leaves its group loses every right.
  @Override
  public Set<String> names() {
    return Stream.concat(Stream.of(AUTH_SERVICE), entrances.stream().flatMap(entrance -> entrance.callers().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @ServerRequestFilter
  void separate(ResteasyReactiveContainerRequestContext request) {
    String path = asRouted(request.getUriInfo().getPath());
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

  /// As the resources are found: matrix parameters, doubled slashes and one at the end make no other path.
  private static String asRouted(String path) {
    return path.replaceAll(";[^/]*", "").replaceAll("/{2,}", "/").replaceFirst("/$", "");
  }

  private boolean mayEnter(String path, String caller) {
    return entrances.stream().filter(entrance -> entrance.path().matcher(path).matches()).findFirst()
        .map(entrance -> entrance.callers().contains(caller))
        .orElseGet(() -> entrances.stream().noneMatch(entrance -> entrance.callers().contains(caller)));
  }
}
