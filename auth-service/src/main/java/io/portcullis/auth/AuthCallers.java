package io.portcullis.auth;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.HouseCallers;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Keeps those who prove themselves by a service token to their own task. The exchange's withdrawal system must not set a
/// password, and recovery-service must not consume a withdrawal.
///
/// | where                  | who                                                        |
/// |------------------------|------------------------------------------------------------|
/// | `/internal/approvals…`, `/internal/holds…` | the exchange's systems: `portcullis.approvals.systems` |
/// | `/internal/exports…`   | recovery- and notification-service                         |
/// | everything else        | recovery-service, and `portcullis.service-token.callers`   |
@Singleton
class AuthCallers implements HouseCallers {

  private static final String INTERNAL = "/internal/";
  private static final Pattern OF_SYSTEMS = Pattern.compile("/internal/(approvals|holds)(/.*)?");
  private static final Pattern OF_EXPORTS = Pattern.compile("/internal/exports(/.*)?");
  private static final String RECOVERY_SERVICE = "recovery-service";
  private static final String NOTIFICATION_SERVICE = "notification-service";

  private final Set<String> systems;
  private final CurrentIdentityAssociation identity;

  AuthCallers(@ConfigProperty(name = "portcullis.approvals.systems") Optional<Set<String>> systems,
      CurrentIdentityAssociation identity) {
    this.systems = systems.orElse(Set.of());
    this.identity = identity;
  }

  @Override
  public Set<String> names() {
    return Stream.concat(Stream.of(RECOVERY_SERVICE, NOTIFICATION_SERVICE), systems.stream()).collect(Collectors.toUnmodifiableSet());
  }

  @ServerRequestFilter
  void separate(ResteasyReactiveContainerRequestContext request) {
    String path = asRouted(request.getUriInfo().getPath());
    if (path.startsWith(INTERNAL)) {
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
    return OF_EXPORTS.matcher(path).matches()
        ? caller.equals(RECOVERY_SERVICE) || caller.equals(NOTIFICATION_SERVICE)
        : !caller.equals(NOTIFICATION_SERVICE) && OF_SYSTEMS.matcher(path).matches() == systems.contains(caller);
  }

  /// As the resources are found: matrix parameters, doubled slashes and one at the end make no other path.
  private static String asRouted(String path) {
    return path.replaceAll(";[^/]*", "").replaceAll("/{2,}", "/").replaceFirst("/$", "");
  }
}
