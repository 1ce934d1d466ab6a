package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.recovery.human.HumanChallenge;
import io.portcullis.recovery.human.HumanProof;
import io.portcullis.recovery.human.HumanVerificationNeeded;
import io.portcullis.recovery.password.CodeVerdict.Right;
import io.portcullis.recovery.password.CodeVerdict.Wrong;
import io.portcullis.recovery.password.NewPasswordVerdict.AccountIsFrozen;
import io.portcullis.recovery.password.NewPasswordVerdict.LinkRefused;
import io.portcullis.recovery.password.NewPasswordVerdict.PasswordRefused;
import io.portcullis.recovery.password.NewPasswordVerdict.Reset;
import io.portcullis.recovery.password.NewPasswordVerdict.SettingsAreLocked;
import io.portcullis.recovery.password.ResetRequestVerdict.HumanAsked;
import io.portcullis.recovery.password.ResetRequestVerdict.HumanUnavailable;
import io.portcullis.recovery.password.ResetRequestVerdict.Noted;
import io.portcullis.recovery.password.ResetRequestVerdict.Throttled;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.problem.Problem;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/password")
@Tag(name = "Forgotten password")
// Named, or Quarkus REST builds a record of one string from text/plain too, which any web page may post.
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class PasswordRecoveryResource {

  private final RequestReset requestReset;
  private final SetNewPassword setNewPassword;
  private final InspectLink inspectLink;
  private final RedeemCode redeemCode;
  private final ClientAddress client;

  PasswordRecoveryResource(RequestReset requestReset, SetNewPassword setNewPassword, InspectLink inspectLink,
      RedeemCode redeemCode, ClientAddress client) {
    this.requestReset = requestReset;
    this.setNewPassword = setNewPassword;
    this.inspectLink = inspectLink;
    this.redeemCode = redeemCode;
    this.client = client;
  }

  @POST
  @Operation(operationId = "requestPasswordLink", summary = "Ask for a link or a code to set a new password", description = """
      The answer is the same whether or not there is an account. If there is one, its e-mail address is sent a link that works
      once, for 20 minutes; its phone number is sent a code that works once, for ten. Those sent meanwhile work beside it; using
      one voids all. For a phone number the answer holds `resetId`, which is shown again beside the code. Where strangers have
      guessed at a number's codes too often, the text message carries a link.
      Where an address has had its share of messages for now, the request waits for the next one, `sendsIn` seconds.""")
  @APIResponse(responseCode = "202", description = "Noted",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = Acknowledged.class)))
  @APIResponse(responseCode = "403", description = "human-verification: repeat with the proof",
      content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = HumanVerificationNeeded.class)))
  public Uni<RestResponse<?>> request(@Valid @NotNull ForgottenPassword forgotten) {
    return requestReset.handle(new Secret(forgotten.identifier()), forgotten.humanProof(), client.network())
        .map(verdict -> switch (verdict) {
          case Noted(var note, var sooner) -> RestResponse.status(RestResponse.Status.ACCEPTED,
              new Acknowledged(note.handle().map(OpaqueToken::reveal), note.sendsIn().map(Problem::wholeSeconds), sooner));
          case HumanAsked(var challenge) -> HumanVerificationNeeded.answer(challenge);
          case HumanUnavailable() -> HumanVerificationNeeded.unavailable();
          case Throttled(var wait) -> Problem.retryAfter(RecoveryProblem.TOO_MANY_ATTEMPTS, wait);
        });
  }

  @POST
  @Path("/code")
  @Operation(operationId = "redeemPasswordCode", summary = "Show the code of a text message", description = """
      Gives the token that a link would have carried: for `inspect`, for a new password, and for the way back into a frozen account.
      A wrong code costs one of five tries of its `resetId`. `triesLeft` 0 says that only another code helps: ask again.""")
  @APIResponse(responseCode = "200", description = "It is right, and used up",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = PasswordToken.class)))
  public Uni<RestResponse<?>> redeem(@Valid @NotNull TypedCode typed) {
    return redeemCode.handle(typed.resetId(), typed.code(), client.network()).map(verdict -> switch (verdict) {
      case Right(var token, var expiresIn) -> RestResponse.ok(new PasswordToken(token.reveal(), expiresIn.toSeconds()));
      case Wrong(var triesLeft) -> Problem.of(RecoveryProblem.CODE_REFUSED).with("triesLeft", triesLeft).response();
      case CodeVerdict.Throttled(var wait) -> Problem.retryAfter(RecoveryProblem.TOO_MANY_ATTEMPTS, wait);
    });
  }

  // POST, although it changes nothing: a token in a URL would end up in logs and histories.
  @POST
  @Path("/inspect")
  @Operation(operationId = "inspectPasswordLink",
      summary = "Ask whether a link still works", description = "Does not use the link up.")
  @APIResponse(responseCode = "200", description = "It does",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = WorkingLink.class)))
  public Uni<RestResponse<?>> inspect(@Valid @NotNull Link link) {
    return parse(link.token()).map(inspectLink::handle)
        .orElseGet(() -> now(Optional.empty()))
        .map(working -> working.isPresent()
            ? RestResponse.ok(new WorkingLink(working.get().remaining().toSeconds(), working.get().frozen()))
            : Problem.response(RecoveryProblem.LINK_REFUSED));
  }

  @PUT
  @Operation(operationId = "setPasswordByLink", summary = "Set a new password by a link", description = """
      Ends every session of the account. Second factors stay as they are and are asked for at the next sign-in.
      A refused password does not use the link up. While the account is frozen no link sets a password: `account-frozen`. The link \
      begins the way back then.""")
  @APIResponse(responseCode = "204", description = "The new password is set")
  public Uni<RestResponse<?>> setNewPassword(@Valid @NotNull NewPassword wanted) {
    return parse(wanted.token()).map(token -> setNewPassword.handle(token, new Secret(wanted.password())))
        .orElseGet(() -> now(new LinkRefused()))
        .map(verdict -> switch (verdict) {
          case Reset() -> RestResponse.noContent();
          case PasswordRefused(var reason, var strength, var suggestions) ->
              Problem.of(RecoveryProblem.PASSWORD_REFUSED)
                  .with("reason", reason).with("strength", strength).with("suggestions", suggestions).response();
          case SettingsAreLocked(var opensAt) -> throw new LockedByCustomer(new SettingsLock(opensAt));
          case AccountIsFrozen() -> Problem.response(RecoveryProblem.ACCOUNT_FROZEN);
          case LinkRefused() -> Problem.response(RecoveryProblem.LINK_REFUSED);
        });
  }

  private static Optional<OpaqueToken> parse(String token) {
    return OpaqueToken.parseLink(LinkAddress.TOKEN_PREFIX, token);
  }

  /// @param identifier e-mail address or phone number
  /// @param humanProof when an earlier answer asked for one
  public record ForgottenPassword(@NotBlank @Size(max = 320) String identifier, Optional<@Valid HumanProof> humanProof) {
    @Override
    public String toString() {
      return "ForgottenPassword[redacted]";
    }
  }

  /// Says nothing about an account, on purpose: both follow from what was asked for before, with this identifier.
  ///
  /// @param resetId   for a phone number: shown again beside the code
  /// @param sendsIn   seconds until the next message to that address is due, where it has had its share for now
  /// @param challenge repeat the request with a `humanProof` for it, and the message does not wait for what others asked for
  @RegisterForReflection
  public record Acknowledged(Optional<String> resetId, Optional<Long> sendsIn, Optional<HumanChallenge> challenge) {

    @Override
    public String toString() {
      return "Acknowledged[redacted]";
    }
  }

  /// @param resetId as the answer to the request gave it
  /// @param code    eight digits
  public record TypedCode(@NotBlank @Size(max = 200) String resetId, @NotNull @Pattern(regexp = ResetCodes.FORM) String code) {

    @Override
    public String toString() {
      return "TypedCode[redacted]";
    }
  }

  /// @param expiresIn seconds
  @RegisterForReflection
  public record PasswordToken(String token, long expiresIn) {

    @Override
    public String toString() {
      return "PasswordToken[redacted]";
    }
  }

  public record Link(@NotBlank @Size(max = 200) String token) {
    @Override
    public String toString() {
      return "Link[redacted]";
    }
  }

  /// @param expiresIn seconds
  /// @param frozen    whether a new password alone lets nobody in: begin the way back with the link instead
  @RegisterForReflection
  @Schema(name = "LiveLink")
  public record WorkingLink(long expiresIn, boolean frozen) {}

  public record NewPassword(@NotBlank @Size(max = 200) String token, @NotNull @Size(min = 1, max = 4096) String password) {
    @Override
    public String toString() {
      return "NewPassword[redacted]";
    }
  }
}
