package io.portcullis.session.lifecycle;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.place.Places;
import io.portcullis.session.revocation.LiveCustomer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// A customer's own sessions (SAFE-1). Another account's session answers exactly like one that never was.
@Path("/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "Sessions")
public class SessionsResource {

  /// Greater than every id: where the list begins.
  private static final SessionId NEWEST = new SessionId(new UUID(-1, -1));

  /// How old a step-up may be that is asked for before other sessions end.
  private static final Duration STEP_UP = Duration.ofMinutes(5);

  private final Sessions sessions;
  private final Places places;
  private final SessionEndings endings;
  private final EndSessions endSessions;
  private final LiveCustomer customer;
  private final Clock clock;

  SessionsResource(Sessions sessions, Places places, SessionEndings endings, EndSessions endSessions,
      LiveCustomer customer, Clock clock) {
    this.sessions = sessions;
    this.places = places;
    this.endings = endings;
    this.endSessions = endSessions;
    this.customer = customer;
    this.clock = clock;
  }

  @GET
  @Operation(operationId = "listSessions", summary = "The live sessions of the account, newest first")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = SessionPage.class)))
  public Uni<RestResponse<?>> list(
      @RestQuery Optional<String> after, @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    Customer owner = customer.get();
    Optional<SessionId> before = after.isEmpty() ? Optional.of(NEWEST) : SessionId.parse(after.get());
    if (before.isEmpty()) {
      return now(Problem.response(SessionProblem.CURSOR_REFUSED));
    }
    // One more than asked for tells whether there is a next page.
    return sessions.page(owner.account(), before.get(), limit + 1, clock.instant())
        .map(found -> RestResponse.ok(SessionPage.of(found, limit, owner.session(), places)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "revokeSession", summary = "End one session; its tokens are void at once")
  @APIResponse(responseCode = "204", description = "Ended")
  public Uni<RestResponse<?>> revoke(@RestPath String id) {
    Customer current = customer.get();
    AccountId owner = current.account();
    Optional<SessionId> named = SessionId.parse(id);
    // Its owner may be sitting in the other one.
    if (current.isRestricted() && !named.equals(Optional.of(current.session()))) {
      return now(Problem.response(HouseProblem.FORBIDDEN));
    }
    // Before it is known whether there is such a session: the answer says nothing about it.
    Uni<Customer> admitted = named.equals(Optional.of(current.session()))
        ? now(current) : customer.requireSettledIfAny(STEP_UP);
    return admitted.chain(() -> end(owner, named));
  }

  private Uni<RestResponse<?>> end(AccountId owner, Optional<SessionId> named) {
    return named
        .map(session -> endSessions.handle(owner, EndReason.REVOKED_BY_CUSTOMER,
            (tx, now) -> endings.one(tx, owner, session, EndReason.REVOKED_BY_CUSTOMER, now)))
        .orElseGet(() -> now(List.of()))
        .map(ended -> ended.isEmpty() ? Problem.response(HouseProblem.NOT_FOUND) : RestResponse.noContent());
  }

  @DELETE
  @RolesAllowed("customer")
  @Operation(operationId = "revokeOtherSessions", summary = "End every session of the account but this one, and the trust of all other devices")
  @APIResponse(responseCode = "204", description = "Ended, if there were any")
  public Uni<RestResponse<Void>> revokeOthers() {
    return customer.requireSettledIfAny(STEP_UP)
        .chain(owner -> endSessions.handle(owner.account(), EndReason.REVOKED_BY_CUSTOMER,
            (tx, now) -> endings.others(tx, owner.account(), owner.session(), now)
                .call(() -> endings.distrustOthers(tx, owner.account(), owner.session()))))
        .replaceWith(RestResponse.noContent());
  }
}
