package io.portcullis.auth.wayback;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.factor.ShownFactor;
import io.portcullis.auth.factor.WebAuthnJson;
import io.portcullis.auth.wayback.ReviewedItem.Kind;
import io.portcullis.auth.wayback.ShowOldFactor.Shown;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// For recovery-service alone. An account that is not frozen is not found here.
@Path("/internal/way-back/{account}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class WayBackResource {

  private final Accounts accounts;
  private final ShowOldFactor showFactor;
  private final ReviewAccount review;
  private final Postgres postgres;

  WayBackResource(Accounts accounts, ShowOldFactor showFactor, ReviewAccount review, Postgres postgres) {
    this.accounts = accounts;
    this.showFactor = showFactor;
    this.review = review;
    this.postgres = postgres;
  }

  public record WayBackChallenge(@NotNull UUID wayBack) {}

  /// @param challenge absent when nothing is enrolled that would do
  @RegisterForReflection
  public record BegunWayBack(Optional<String> challenge, List<String> methods) {}

  @POST
  @Path("/challenges")
  @Operation(operationId = "beginWayBackFactor", summary = "Begin to show a second factor of before the freeze")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BegunWayBack.class)))
  public Uni<RestResponse<?>> begin(@RestPath String account, @Valid @NotNull WayBackChallenge wanted) {
    return frozen(account, id -> showFactor.begin(id, wanted.wayBack())
        .map(begun -> RestResponse.ok(new BegunWayBack(begun.challenge(), begun.methods()))));
  }

  public record WayBackPreparation(@NotNull UUID wayBack, @NotNull @Pattern(regexp = ShownFactor.METHOD) String method) {}

  /// @param publicKey for the browser (WebAuthn L3 §5.10.2); absent for an app
  @RegisterForReflection
  public record ReadyFactor(String method, Optional<WebAuthnJson> publicKey) {}

  @POST
  @Path("/challenges/{challenge}/prepare")
  @Operation(operationId = "prepareWayBackFactor", summary = "What a security key needs to be shown")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReadyFactor.class)))
  public Uni<RestResponse<?>> prepare(@RestPath String account, @RestPath @Size(max = 64) String challenge,
      @Valid @NotNull WayBackPreparation wanted) {
    return frozen(account, id -> showFactor.prepare(id, wanted.wayBack(), challenge, wanted.method())
        .map(prepared -> switch (prepared) {
          case Prepared.Options(var method, var publicKey) -> RestResponse.ok(new ReadyFactor(method, Optional.of(publicKey)));
          case Prepared.Ready(var method) -> RestResponse.ok(new ReadyFactor(method, Optional.empty()));
          case Prepared.Sent _, Prepared.NotOffered _ -> Problem.response(AuthProblem.METHOD_NOT_OFFERED);
          case Prepared.Wait(long seconds) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, Duration.ofSeconds(seconds));
          case Prepared.Ended() -> Problem.response(AuthProblem.STEP_UP_ENDED);
        }));
  }

  public record WayBackFactor(@NotNull UUID wayBack, @Valid @NotNull ShownFactor factor) {}

  @POST
  @Path("/challenges/{challenge}/verify")
  @Operation(operationId = "showWayBackFactor", summary = "Show a second factor of before the freeze")
  @APIResponse(responseCode = "204", description = "It is right, and old enough")
  public Uni<RestResponse<?>> verify(@RestPath String account, @RestPath @Size(max = 64) String challenge,
      @Valid @NotNull WayBackFactor shown) {
    return frozen(account, id -> showFactor.verify(id, shown.wayBack(), challenge, shown.factor()).map(verdict -> switch (verdict) {
      case Shown.Proved() -> RestResponse.noContent();
      case Shown.TooNew() -> Problem.response(HouseProblem.FACTOR_NOT_SETTLED);
      case Shown.Refused(long left) -> Problem.of(AuthProblem.CODE_REFUSED).with("triesLeft", left).response();
      case Shown.Throttled(long seconds) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, Duration.ofSeconds(seconds));
      case Shown.Ended() -> Problem.response(AuthProblem.STEP_UP_ENDED);
    }));
  }

  @RegisterForReflection
  public record ReviewedItems(List<ReviewedItem> items) {}

  @GET
  @Path("/items")
  @Operation(operationId = "listReviewedItems", summary = "Identifiers, second factors and devices of a frozen account")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReviewedItems.class)))
  public Uni<RestResponse<?>> items(@RestPath String account) {
    return frozen(account, id -> review.list(id).map(items -> RestResponse.ok(new ReviewedItems(items))));
  }

  @DELETE
  @Path("/items/{kind}/{item}")
  @Operation(operationId = "removeForeignItem", summary = "Take away what the owner of a frozen account does not know")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<RestResponse<?>> remove(@RestPath String account, @RestPath String kind, @RestPath String item) {
    Optional<Kind> known = Kind.of(kind);
    Optional<UUID> one = EventId.parse(item).map(EventId::value);
    // An address is named by its method.
    return known.isEmpty() || one.isEmpty() && !item.equals(kind)
        ? now(Problem.response(HouseProblem.NOT_FOUND))
        : frozen(account, id -> review.remove(id, known.get(), one).map(removal -> switch (removal) {
          case REMOVED -> RestResponse.noContent();
          case UNKNOWN -> Problem.response(HouseProblem.NOT_FOUND);
          case NEEDED -> Problem.response(AuthProblem.IDENTIFIER_NEEDED);
        }));
  }

  private Uni<RestResponse<?>> frozen(String account, Function<AccountId, Uni<RestResponse<?>>> answer) {
    return AccountId.parse(account)
        .map(id -> accounts.freezeOf(postgres.pool(), id).chain(freeze -> freeze.isEmpty()
            ? now((RestResponse<?>) Problem.response(HouseProblem.NOT_FOUND)) : answer.apply(id)))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }
}
