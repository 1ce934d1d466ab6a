package io.portcullis.mfa.challenge;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.MfaProblem;
import io.portcullis.mfa.challenge.BeginChallenge.BeginVerdict.Begun;
import io.portcullis.mfa.challenge.BeginChallenge.BeginVerdict.NothingEnrolled;
import io.portcullis.mfa.challenge.VerifyChallenge.Shown;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.webauthn.ActionHash;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.RestResponse;

/// Second factors for auth-service, and the question behind an unusual sign-in: begin a challenge, have a code sent, try
/// one.
@Path("/internal/challenges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class ChallengeResource {

  private static final String ATTEMPT = "[A-Za-z0-9_-]{1,64}";

  private static final String LOCALE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";
  private static final int LONGEST_LOCALE = 35;

  private final BeginChallenge begin;
  private final PrepareChallenge prepare;
  private final VerifyChallenge verify;

  ChallengeResource(BeginChallenge begin, PrepareChallenge prepare, VerifyChallenge verify) {
    this.begin = begin;
    this.prepare = prepare;
    this.verify = verify;
  }

  /// @throws ProblemException unless an address, and an action, is told for the purpose that takes one, and for no other; the
  ///         address in its canonical form, as auth-service stores it, or it would be two
  private static Binding bind(AccountId account, Purpose purpose, String attempt, Optional<String> validatedAddress,
      Optional<String> claimant, Optional<String> actionHash) {
    Optional<Identifier> address = validatedAddress.flatMap(
        told -> Identifier.parse(told).filter(parsed -> parsed.canonical().equals(told)));
    if (address.isPresent() != purpose.takesAddress() || validatedAddress.isPresent() != address.isPresent()
        || actionHash.isPresent() != purpose.takesAction()) {
      throw new ProblemException(HouseProblem.INVALID_FIELDS);
    }
    return new Binding(account, purpose, attempt, address, Claimant.of(claimant), actionHash.map(ActionHash::new));
  }

  /// @param attempt          the caller's id of what the claimant is doing; the challenge proves nothing for another
  /// @param validatedAddress for `sign-in-confirmation` alone: an e-mail address or E.164 number of the account's that its
  ///                         owner has proved
  /// @param claimant         whose budgets are spent; all strangers' unless given
  /// @param actionHash       for `action` alone: SHA-256 of what is approved, in base64url. A security key signs it
  public record ChallengeRequest(
      @NotNull AccountId accountId, @NotNull Purpose purpose, @NotNull @Pattern(regexp = ATTEMPT) String attempt,
      Optional<@Size(max = Identifier.LONGEST) String> validatedAddress,
      Optional<@Pattern(regexp = Claimant.FORM) String> claimant,
      Optional<@Pattern(regexp = ActionHash.FORM) String> actionHash) {

    Binding binding() {
      return bind(accountId, purpose, attempt, validatedAddress, claimant, actionHash);
    }

    @Override
    public String toString() {
      return "ChallengeRequest[" + accountId + ", " + purpose + "]";
    }
  }

  /// @param methods   strongest first
  /// @param expiresIn seconds
  @RegisterForReflection
  public record OpenChallenge(ChallengeId challengeId, List<Method> methods, long expiresIn) {}

  @POST
  @Operation(summary = "Begin a challenge")
  @APIResponse(responseCode = "201", description = "The claimant may try",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = OpenChallenge.class)))
  public Uni<RestResponse<?>> begin(@NotNull @Valid ChallengeRequest request) {
    return begin.handle(request.binding()).map(verdict -> switch (verdict) {
      case Begun(var id, var methods) -> RestResponse.status(
          Status.CREATED, new OpenChallenge(id, methods, Challenges.LIFETIME.toSeconds()));
      case NothingEnrolled() -> Problem.response(MfaProblem.NO_AUTHENTICATOR);
    });
  }

  /// Account, purpose, attempt, address, claimant and action as the challenge was begun with.
  ///
  /// @param locale language of a message that is sent; English unless given
  public record Preparation(
      @NotNull AccountId accountId, @NotNull Purpose purpose, @NotNull @Pattern(regexp = ATTEMPT) String attempt,
      Optional<@Size(max = Identifier.LONGEST) String> validatedAddress,
      Optional<@Pattern(regexp = Claimant.FORM) String> claimant,
      Optional<@Pattern(regexp = ActionHash.FORM) String> actionHash, @NotNull Method method,
      Optional<@Size(max = LONGEST_LOCALE) @Pattern(regexp = LOCALE) String> locale) {

    Binding binding() {
      return bind(accountId, purpose, attempt, validatedAddress, claimant, actionHash);
    }

    @Override
    public String toString() {
      return "Preparation[" + accountId + ", " + purpose + ", " + method + "]";
    }
  }

  @POST
  @Path("/{id}/prepare")
  @Operation(summary = "Do what a method needs before it can be tried, such as sending a code")
  public Uni<PrepareVerdict> prepare(@PathParam("id") String id, @NotNull @Valid Preparation preparation) {
    return ChallengeId.parse(id)
        .map(challenge -> prepare.handle(
            challenge, preparation.binding(), preparation.method(), preparation.locale()))
        .orElseGet(() -> now(new PrepareVerdict.Over()));
  }

  /// Account, purpose, attempt, address, claimant and action as the challenge was begun with.
  ///
  /// @param code       as the claimant typed it; for every method but `webauthn`
  /// @param credential AuthenticationResponseJSON (WebAuthn L3 §5.1); for `webauthn`
  public record Answer(
      @NotNull AccountId accountId, @NotNull Purpose purpose, @NotNull @Pattern(regexp = ATTEMPT) String attempt,
      Optional<@Size(max = Identifier.LONGEST) String> validatedAddress,
      Optional<@Pattern(regexp = Claimant.FORM) String> claimant,
      Optional<@Pattern(regexp = ActionHash.FORM) String> actionHash, @NotNull Method method,
      Optional<@Size(max = 64) String> code,
      @Schema(type = SchemaType.OBJECT) Optional<JsonNode> credential) {

    Binding binding() {
      return bind(accountId, purpose, attempt, validatedAddress, claimant, actionHash);
    }

    /// @throws ProblemException when it is not what this method is answered with
    Shown shown() {
      // Jackson reads an absent one as a null node.
      Optional<JsonNode> response = credential.filter(JsonNode::isObject);
      Optional<Shown> shown = method == Method.WEBAUTHN
          ? response.filter(_ -> code.isEmpty()).map(Shown.Assertion::new)
          : code.filter(_ -> response.isEmpty()).map(Shown.Code::new);
      return shown.orElseThrow(() -> new ProblemException(HouseProblem.INVALID_FIELDS));
    }

    @Override
    public String toString() {
      return "Answer[" + accountId + ", " + purpose + ", " + method + "]";
    }
  }

  @POST
  @Path("/{id}/verify")
  @Operation(summary = "Try a code at a challenge")
  public Uni<ChallengeVerdict> verify(@PathParam("id") String id, @NotNull @Valid Answer answer) {
    return ChallengeId.parse(id)
        .map(challenge -> verify.handle(challenge, answer.binding(), answer.method(), answer.shown()))
        .orElseGet(() -> now(new ChallengeVerdict.Ended()));
  }
}
