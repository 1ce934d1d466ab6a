package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.text.Readable;
import io.portcullis.runtime.text.ReadableText;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.apikey.ChangeApiKey.Proof;
import io.portcullis.session.place.Places;
import io.portcullis.session.revocation.LiveCustomer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
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

/// A customer's own API keys (SAFE-8). Another account's key answers exactly like one that never was.
@Path("/v1/api-keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "API keys")
public class ApiKeysResource {

  /// How old a step-up may be by which a key gains something.
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int LONGEST_NAME = 60;

  private final ApiKeys keys;
  private final MakeApiKey make;
  private final ChangeApiKey change;
  private final DisableApiKeys disable;
  private final Postgres postgres;
  private final Places places;
  private final LiveCustomer customer;
  private final Clock clock;

  ApiKeysResource(ApiKeys keys, MakeApiKey make, ChangeApiKey change, DisableApiKeys disable, Postgres postgres, Places places,
      LiveCustomer customer, Clock clock) {
    this.keys = keys;
    this.make = make;
    this.change = change;
    this.disable = disable;
    this.postgres = postgres;
    this.places = places;
    this.customer = customer;
    this.clock = clock;
  }

  @RegisterForReflection
  @Schema(name = "ApiKeyList")
  public record KeyList(List<ApiKeyView> apiKeys) {}

  @GET
  @Operation(operationId = "listApiKeys", summary = "The account's API keys, newest first; those that have expired stay for a month")
  public Uni<KeyList> list() {
    return keys.of(postgres.pool(), customer.get().account())
        .map(found -> new KeyList(found.stream().map(key -> ApiKeyView.of(key, places, clock.instant())).toList()));
  }

  @POST
  @Operation(operationId = "createApiKey", summary = "Make the API key that the customer has approved",
      description = "Propose the action `api-key` to the system `portcullis` at `/v1/approvals`, have it approved, and "
          + "send the same fields with the statement. One approval makes one key. A secret is shown in this answer alone.")
  @APIResponse(responseCode = "201", description = "It counts from now on",
      content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
  public Uni<RestResponse<?>> create(@Valid @NotNull ProposedKey proposed,
      @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> idempotencyKey) {
    // A way in: locked with the settings, whatever was approved before.
    return make.handle(customer.requireUnlocked().account(), proposed, idempotencyKey).map(verdict -> switch (verdict) {
      case MakeVerdict.Made(var key, var secret) -> RestResponse.ResponseBuilder
          .create(RestResponse.Status.CREATED, ApiKeyView.of(key, places, clock.instant(), secret))
          .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
      case MakeVerdict.Refused(var errors) -> Problem.of(SessionProblem.API_KEY_REFUSED).with("errors", errors).response();
      case MakeVerdict.NotApproved() -> Problem.response(SessionProblem.API_KEY_NOT_APPROVED);
      case MakeVerdict.SessionEnded() -> Problem.response(SessionProblem.APPROVAL_SESSION_ENDED);
      case MakeVerdict.ApprovalUsed() -> Problem.response(SessionProblem.API_KEY_APPROVAL_USED);
      case MakeVerdict.TooMany() -> Problem.response(SessionProblem.TOO_MANY_API_KEYS);
    });
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getApiKey", summary = "One API key")
  @APIResponse(responseCode = "200", description = "The key", content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
  public Uni<RestResponse<?>> one(@RestPath String id) {
    return in(id, key -> show(customer.get().account(), key));
  }

  private Uni<RestResponse<?>> show(AccountId account, UUID id) {
    return keys.find(postgres.pool(), account, id).map(found -> found
        .filter(key -> key.status().state() != ApiKey.State.ENDED)
        .<RestResponse<?>>map(key -> RestResponse.ok(ApiKeyView.of(key, places, clock.instant())))
        .orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND)));
  }

  /// One change at a time.
  ///
  /// @param name     what to call it from now on
  /// @param networks where it counts from, from now on; fewer than before, unless the customer has just shown a second factor
  /// @param enabled  `false` at any time; `true` wants a second factor
  public record ApiKeyUpdate(Optional<@Size(max = LONGEST_NAME) @Readable String> name,
      Optional<@Size(max = AllowList.LONGEST) List<@NotNull @Pattern(regexp = "[0-9A-Fa-f:./]{2,50}") String>> networks,
      Optional<Boolean> enabled) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "exactly one of name, networks and enabled is needed")
    public boolean isOneChange() {
      return (name.isPresent() ? 1 : 0) + (networks.isPresent() ? 1 : 0) + (enabled.isPresent() ? 1 : 0) == 1;
    }
  }

  @PATCH
  @Path("/{id}")
  @Operation(operationId = "changeApiKey", summary = "Rename, restrict, disable or enable an API key",
      description = "More networks than before, and enabling, want a step-up with a settled second factor. Where a key for "
          + "withdrawals counts from can only become less.")
  @APIResponse(responseCode = "200", description = "As it is now", content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
  public Uni<RestResponse<?>> change(@RestPath String id, @Valid @NotNull ApiKeyUpdate update) {
    AccountId owner = customer.get().account();
    return in(id, key -> {
      if (update.name().isPresent()) {
        return answer(owner, key, change.rename(owner, key, ReadableText.clean(update.name().get()).orElseThrow()));
      }
      if (update.networks().isPresent()) {
        return AllowList.parse(update.networks().get())
            .map(networks -> withProof(owner, key, proof -> change.restrict(owner, key, networks, proof)))
            .orElseGet(() -> now(Problem.response(HouseProblem.INVALID_FIELDS)));
      }
      return update.enabled().orElseThrow()
          ? withProof(owner, key, proof -> change.enable(owner, key, proof))
          : disable.one(owner, key).chain(() -> show(owner, key));
    });
  }

  // Asked for where it is needed alone: who restricts a key must not be kept from it.
  private Uni<RestResponse<?>> withProof(AccountId owner, UUID key, Function<Proof, Uni<ChangeApiKey.Verdict>> attempt) {
    return attempt.apply(Proof.SESSION).chain(verdict -> {
      if (verdict != ChangeApiKey.Verdict.WIDENS) {
        return answer(owner, key, now(verdict));
      }
      return customer.requireSettled(FRESH).chain(() -> answer(owner, key, attempt.apply(Proof.STEP_UP)));
    });
  }

  private Uni<RestResponse<?>> answer(AccountId owner, UUID key, Uni<ChangeApiKey.Verdict> changing) {
    return changing.chain(verdict -> switch (verdict) {
      case CHANGED -> show(owner, key);
      case UNKNOWN -> now(Problem.response(HouseProblem.NOT_FOUND));
      case WIDENS, NEEDS_APPROVAL -> now(Problem.response(SessionProblem.API_KEY_NEEDS_APPROVAL));
      case OVER -> now(Problem.response(SessionProblem.API_KEY_OVER));
    });
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteApiKey", summary = "End an API key for good, at once")
  @APIResponse(responseCode = "204", description = "It counts no more")
  public Uni<RestResponse<?>> delete(@RestPath String id) {
    AccountId owner = customer.get().account();
    return in(id, key -> disable.end(owner, key, ApiKeyDisableReason.DELETED)
        .map(ended -> ended == 0 ? Problem.response(HouseProblem.NOT_FOUND) : RestResponse.noContent()));
  }

  @DELETE
  @Operation(operationId = "disableAllApiKeys", summary = "Disable every API key of the account, at once",
      description = "Each can be enabled again, by a step-up.")
  @APIResponse(responseCode = "204", description = "None counts")
  public Uni<RestResponse<Void>> disableAll() {
    return disable.all(customer.get().account()).replaceWith(RestResponse.noContent());
  }

  private static Uni<RestResponse<?>> in(String id, Function<UUID, Uni<RestResponse<?>>> answer) {
    try {
      UUID key = UUID.fromString(id);
      return key.toString().equals(id) ? answer.apply(key) : now(Problem.response(HouseProblem.NOT_FOUND));
    } catch (IllegalArgumentException noId) {
      return now(Problem.response(HouseProblem.NOT_FOUND));
    }
  }
}
