package io.portcullis.recovery.compromised;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.recovery.account.PasswordChange;
import io.portcullis.recovery.account.WayBackService.Factor;
import io.portcullis.recovery.compromised.WalkBack.Reviewed;
import io.portcullis.recovery.compromised.WayBack.Challenge;
import io.portcullis.recovery.compromised.WayBackMetrics.Outcome;
import io.portcullis.recovery.compromised.WayBacks.Named;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.LockedByCustomer;
import io.portcullis.runtime.token.SettingsLock;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Its client is not signed in. What it holds is the way back itself, told in a header: paths end up in logs.
@Path("/v1/recovery/way-back")
@Tag(name = "Freeze")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class WayBackResource {

  static final String HEADER = "Way-Back";

  private final BeginWayBack begin;
  private final WalkBack walk;
  private final WayBacks wayBacks;
  private final WayBackMetrics metrics;
  private final Clock clock;

  WayBackResource(BeginWayBack begin, WalkBack walk, WayBacks wayBacks, WayBackMetrics metrics, Clock clock) {
    this.begin = begin;
    this.walk = walk;
    this.wayBacks = wayBacks;
    this.metrics = metrics;
    this.clock = clock;
  }

  public record BackByLink(@NotBlank @Size(max = 200) String token) {
    @Override
    public String toString() {
      return "BackByLink[redacted]";
    }
  }

  /// @param wayBack   for the header `Way-Back` of the next steps
  /// @param methods   by which a factor can be shown, strongest first; empty for the step `recovery-case`
  /// @param expiresIn seconds
  @RegisterForReflection
  public record BegunWayBack(String wayBack, @Schema(implementation = String.class) Step step, List<String> methods, long expiresIn) {
    @Override
    public String toString() {
      return "BegunWayBack[redacted]";
    }
  }

  @POST
  @Operation(operationId = "beginWayBack", summary = "Begin the way back into a frozen account", description = """
      By a link that was asked for with `POST /v1/recovery/password`. It is used up by this. Its other half is a security key or an \
      authenticator app that was settled when the account was frozen.""")
  @APIResponse(responseCode = "201", description = "Begun",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = BegunWayBack.class)))
  public Uni<RestResponse<?>> begin(@Valid @NotNull BackByLink link) {
    return begin.handle(link.token()).map(begun -> {
      metrics.count(begun.isPresent() ? Outcome.BEGUN : Outcome.LINK_REFUSED);
      return begun.<RestResponse<?>>map(way -> RestResponse.status(RestResponse.Status.CREATED, new BegunWayBack(way.token().reveal(),
              way.wayBack().step(), way.wayBack().challenge().map(Challenge::methods).orElse(List.of()), remaining(way.wayBack()))))
          .orElseGet(() -> Problem.response(RecoveryProblem.LINK_REFUSED));
    });
  }

  private long remaining(WayBack way) {
    return Math.max(0, Duration.between(clock.instant(), way.expiresAt()).toSeconds());
  }

  public record FactorPreparation(@NotNull @Pattern(regexp = "[a-z][a-z-]{0,31}") String method) {}

  /// @param publicKey WebAuthn L3 §5.10.2, for the browser; absent for an app
  @RegisterForReflection
  public record PreparedFactor(String method, @Schema(type = SchemaType.OBJECT) Optional<JsonNode> publicKey) {}

  @POST
  @Path("/factor/prepare")
  @Operation(operationId = "prepareWayBackFactor", summary = "What a security key needs to be shown")
  @APIResponse(responseCode = "200", description = "Ready",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = PreparedFactor.class)))
  public Uni<RestResponse<?>> prepare(@RestHeader(HEADER) Optional<String> token, @Valid @NotNull FactorPreparation wanted) {
    return at(token, Step.FACTOR).chain(way -> walk.prepare(way, wanted.method()))
        .map(ready -> RestResponse.ok(new PreparedFactor(ready.method(), ready.publicKey())));
  }

  /// @param code       of an authenticator app
  /// @param credential `AuthenticationResponseJSON` (WebAuthn L3 §5.1), for `webauthn`
  public record OldFactor(@NotNull @Pattern(regexp = "[a-z][a-z-]{0,31}") String method, Optional<@Size(max = 64) String> code,
      @Schema(type = SchemaType.OBJECT) Optional<JsonNode> credential) {

    // Jackson reads an absent one as a null node.
    public OldFactor {
      credential = credential == null ? Optional.empty() : credential.filter(JsonNode::isObject);
    }

    @Override
    public String toString() {
      return "OldFactor[" + method + "]";
    }
  }

  @POST
  @Path("/factor")
  @Operation(operationId = "showWayBackFactor", summary = "Show a second factor of before the freeze", description = """
      One that is newer is refused with `factor-not-settled`. Codes by e-mail or SMS and recovery codes are not taken.""")
  @APIResponse(responseCode = "204", description = "It is right")
  public Uni<RestResponse<?>> showFactor(@RestHeader(HEADER) Optional<String> token, @Valid @NotNull OldFactor shown) {
    return at(token, Step.FACTOR).chain(way -> walk.showFactor(way, new Factor(shown.method(), shown.code(), shown.credential())))
        .invoke(() -> metrics.count(Outcome.FACTOR_SHOWN))
        .map(_ -> RestResponse.noContent());
  }

  public record NewPasswordAfterFreeze(@NotNull @Size(min = 1, max = 4096) String password) {
    @Override
    public String toString() {
      return "NewPasswordAfterFreeze[redacted]";
    }
  }

  @PUT
  @Path("/password")
  @Operation(operationId = "setPasswordAfterFreeze", summary = "Set a password that the account never had",
      description = "The account stays frozen. A password that it had is refused with the reason `used-before`.")
  @APIResponse(responseCode = "204", description = "It is set")
  public Uni<RestResponse<?>> setPassword(@RestHeader(HEADER) Optional<String> token, @Valid @NotNull NewPasswordAfterFreeze wanted) {
    return at(token, Step.PASSWORD).chain(way -> walk.setPassword(way, new Secret(wanted.password()))).map(change -> switch (change) {
      case PasswordChange.Changed() -> {
        metrics.count(Outcome.PASSWORD_SET);
        yield RestResponse.noContent();
      }
      case PasswordChange.Refused(var reason, var strength, var suggestions) -> {
        metrics.count(Outcome.PASSWORD_REFUSED);
        yield Problem.of(RecoveryProblem.PASSWORD_REFUSED)
            .with("reason", reason).with("strength", strength).with("suggestions", suggestions).response();
      }
      case PasswordChange.SettingsLocked(var opensAt) -> throw new LockedByCustomer(new SettingsLock(opensAt));
      // No answer to this: the factor was shown.
      case PasswordChange.Frozen(), PasswordChange.Gone() -> {
        metrics.count(Outcome.OUTDATED);
        yield Problem.response(RecoveryProblem.WAY_BACK_ENDED);
      }
    });
  }

  /// @param kind  `identifier`, `device`, or the method of a factor
  /// @param name  masked where it is an address
  /// @param since when it was proved, first seen, or settled
  /// @param mine  whether you have called it yours
  @RegisterForReflection
  public record AccountItem(String kind, String id, String name, Instant since, boolean mine) {
    static AccountItem of(Reviewed reviewed) {
      return new AccountItem(reviewed.item().kind(), reviewed.item().id(), reviewed.item().name(), reviewed.item().since(), reviewed.mine());
    }

    @Override
    public String toString() {
      return "AccountItem[" + kind + ", " + id + "]";
    }
  }

  @RegisterForReflection
  public record AccountItems(List<AccountItem> items) {}

  @GET
  @Path("/items")
  @Operation(operationId = "listAccountItems", summary = "Addresses, second factors and devices of the frozen account",
      description = "API keys are not among them: the freeze has ended all of them for good.")
  @APIResponse(responseCode = "200", description = "All that is there",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = AccountItems.class)))
  public Uni<RestResponse<?>> items(@RestHeader(HEADER) Optional<String> token) {
    return at(token, Step.REVIEW).chain(walk::items)
        .map(items -> RestResponse.ok(new AccountItems(items.stream().map(AccountItem::of).toList())));
  }

  public record ItemAnswer(@NotNull Boolean mine) {}

  @PUT
  @Path("/items/{kind}/{id}")
  @Operation(operationId = "answerAccountItem", summary = "Say whether an item is yours", description = """
      What is not yours is taken away at once. Until each item that is there was called yours, the account stays frozen.""")
  @APIResponse(responseCode = "204", description = "Noted, or taken away")
  public Uni<RestResponse<?>> answer(@RestHeader(HEADER) Optional<String> token,
      @RestPath @Size(max = 32) @Pattern(regexp = "[a-z]+") String kind,
      @RestPath @Size(max = 64) @Pattern(regexp = "[a-z0-9-]+") String id, @Valid @NotNull ItemAnswer answer) {
    var item = new Named(kind, id);
    return at(token, Step.REVIEW).chain(way -> answer.mine()
            ? walk.keep(way, item)
            : walk.remove(way, item).invoke(() -> metrics.count(Outcome.REMOVED)))
        .map(_ -> RestResponse.noContent());
  }

  @POST
  @Path("/unfreeze")
  @Consumes(MediaType.WILDCARD) // there is no body
  @Operation(operationId = "unfreeze", summary = "Open the account again", description = """
      Withdrawals are held for 48 hours then. If another way back set a password or opened the account meanwhile, this one \
      has ended: `way-back-ended`.""")
  @APIResponse(responseCode = "204", description = "Sign-ins are accepted again")
  public Uni<RestResponse<?>> unfreeze(@RestHeader(HEADER) Optional<String> token) {
    return at(token, Step.REVIEW).chain(walk::unfreeze).map(unfreezing -> switch (unfreezing) {
      case UNFROZEN -> {
        metrics.count(Outcome.UNFROZEN);
        yield RestResponse.noContent();
      }
      case UNANSWERED -> {
        metrics.count(Outcome.UNANSWERED);
        yield Problem.response(RecoveryProblem.REVIEW_INCOMPLETE);
      }
      case OUTDATED -> {
        metrics.count(Outcome.OUTDATED);
        yield Problem.response(RecoveryProblem.WAY_BACK_ENDED);
      }
    });
  }

  private Uni<WayBack> at(Optional<String> token, Step step) {
    return find(wayBacks, token).map(found -> {
      WayBack way = found.orElseThrow(() -> new ProblemException(RecoveryProblem.WAY_BACK_ENDED));
      if (way.step() != step) {
        throw new ProblemException(RecoveryProblem.STEP_OUT_OF_TURN);
      }
      return way;
    });
  }

  static Uni<Optional<WayBack>> find(WayBacks wayBacks, Optional<String> token) {
    return token.flatMap(text -> OpaqueToken.parse(WayBacks.TOKEN_PREFIX, text)).map(wayBacks::find)
        .orElseGet(() -> now(Optional.empty()));
  }
}
