package io.portcullis.mfa.totp;

import io.portcullis.mfa.MfaProblem;
import io.portcullis.mfa.policy.Removal;
import io.portcullis.mfa.policy.RemovalAnswer;
import io.portcullis.mfa.recoverycode.RecoveryCode;
import io.portcullis.mfa.totp.ConfirmAuthenticator.ConfirmationVerdict.Confirmed;
import io.portcullis.mfa.totp.ConfirmAuthenticator.ConfirmationVerdict.Ended;
import io.portcullis.mfa.totp.ConfirmAuthenticator.ConfirmationVerdict.Refused;
import io.portcullis.mfa.totp.EnrolAuthenticator.EnrolmentVerdict.Begun;
import io.portcullis.mfa.totp.EnrolAuthenticator.EnrolmentVerdict.TooMany;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.text.Readable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.removal.RemoveFactor;
import io.portcullis.mfa.removal.RemoveFactor.Unconfirmed;
import io.portcullis.runtime.token.Customer;
import jakarta.ws.rs.DefaultValue;
import org.jboss.resteasy.reactive.RestQuery;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.RestResponse;

/// The customer's authenticator apps. Every change demands a fresh session, by [io.portcullis.mfa.policy.ChangePolicy].
@Path("/v1/mfa/totp")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "second factors")
public class TotpResource {

  private final EnrolAuthenticator enrol;
  private final ConfirmAuthenticator confirm;
  private final RemoveFactor remove;

  TotpResource(EnrolAuthenticator enrol, ConfirmAuthenticator confirm, RemoveFactor remove) {
    this.enrol = enrol;
    this.confirm = confirm;
    this.remove = remove;
  }

  /// @param name      what the customer calls it, such as the phone it is on
  /// @param algorithm SHA1 unless given; other hashes are for apps that are known to heed them
  /// @param passwordProof as `POST /v1/account/password/proof` gave it; for an account without a second factor
  public record Enrolment(
      @Schema(maxLength = AuthenticatorName.LONGEST, examples = "My phone")
      Optional<@Size(max = AuthenticatorName.LONGEST) @Readable String> name,
      Optional<TotpAlgorithm> algorithm, @Schema(implementation = String.class) Optional<Secret> passwordProof) {}

  /// @param secret     base32, to be typed where no camera is at hand; shown this once
  /// @param otpauthUri the same for the app, with issuer and label
  /// @param qrCode     the URI as a PNG in a data URI
  /// @param expiresIn  seconds within which a code must confirm it
  @RegisterForReflection
  public record PendingEnrolment(AuthenticatorId id, TotpAlgorithm algorithm, String secret, String otpauthUri,
      String qrCode, long expiresIn) {

    @Override
    public String toString() {
      return "PendingEnrolment[" + id + "]";
    }
  }

  @POST
  @Operation(operationId = "beginAuthenticatorApp", summary = "Begin to enrol an authenticator app")
  @APIResponse(responseCode = "201", description = "The secret to put into the app",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = PendingEnrolment.class)))
  public Uni<RestResponse<?>> enrol(@NotNull @Valid Enrolment enrolment) {
    return enrol.handle(enrolment.name(), enrolment.algorithm().orElse(TotpAlgorithm.SHA1),
        enrolment.passwordProof()).map(verdict -> switch (verdict) {
      case Begun(var id, var key, var uri, var expiresIn) -> secretAnswer(Status.CREATED, new PendingEnrolment(
          id, key.algorithm(), key.secret().base32(), uri.text(), QrPicture.of(uri.text()).dataUri(), expiresIn.toSeconds()));
      case TooMany() -> Problem.response(MfaProblem.TOO_MANY_AUTHENTICATORS);
      case EnrolAuthenticator.EnrolmentVerdict.Throttled(var wait) -> Problem.retryAfter(MfaProblem.TOO_MANY_ATTEMPTS, wait);
    });
  }

  @Schema(name = "AuthenticatorConfirmation")
  public record Confirmation(
      @NotNull @Size(max = 36) String id, @NotNull @Pattern(regexp = TotpCode.FORM) String code) {

    @Override
    public String toString() {
      return "Confirmation[" + id + "]";
    }
  }

  /// @param recoveryCodes shown this once; empty unless this is the account's first authenticator
  @RegisterForReflection
  public record ConfirmedAuthenticator(AuthenticatorId id, List<String> recoveryCodes) {

    @Override
    public String toString() {
      return "ConfirmedAuthenticator[" + id + "]";
    }
  }

  @POST
  @Path("/confirm")
  @Operation(operationId = "confirmAuthenticatorApp", summary = "Confirm an authenticator app by its first code")
  @APIResponse(responseCode = "200", description = "From now on sign-in asks for it",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = ConfirmedAuthenticator.class)))
  public Uni<RestResponse<?>> confirm(@NotNull @Valid Confirmation confirmation) {
    var id = AuthenticatorId.parse(confirmation.id());
    var code = TotpCode.parse(confirmation.code());
    if (id.isEmpty() || code.isEmpty()) {
      return Uni.createFrom().item(Problem.response(MfaProblem.ENROLMENT_ENDED));
    }
    return confirm.handle(id.get(), code.get()).map(verdict -> switch (verdict) {
      case Confirmed(var confirmed, var codes) -> secretAnswer(Status.OK,
          new ConfirmedAuthenticator(confirmed, codes.stream().map(RecoveryCode::grouped).toList()));
      case Refused(var drift) -> drift
          .map(found -> Problem.of(MfaProblem.CODE_REFUSED).with("clockDriftSeconds", found.ahead().toSeconds()))
          .orElseGet(() -> Problem.of(MfaProblem.CODE_REFUSED)).response();
      case Ended() -> Problem.response(MfaProblem.ENROLMENT_ENDED);
    });
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "removeAuthenticatorApp",
      summary = "Remove an authenticator app; with the last one go the recovery codes")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "202", description = "It waits, because no settled factor confirmed it",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = RemovalAnswer.WaitingRemoval.class)))
  public Uni<RestResponse<?>> remove(@PathParam("id") String id, @RestQuery @DefaultValue("false") boolean wait) {
    return AuthenticatorId.parse(id)
        .map(app -> remove.handle(Method.TOTP, Optional.of(app.value()), wait ? Unconfirmed.WAIT : Unconfirmed.REFUSE))
        .orElseGet(() -> Uni.createFrom().item(new Removal.Unknown()))
        .map(RemovalAnswer::of);
  }

  private static RestResponse<?> secretAnswer(Status status, Object body) {
    return ResponseBuilder.create(status, body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
