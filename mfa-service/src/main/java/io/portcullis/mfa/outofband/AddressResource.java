package io.portcullis.mfa.outofband;

import io.portcullis.mfa.MfaProblem;
import io.portcullis.mfa.outofband.ConfirmAddress.ConfirmationVerdict;
import io.portcullis.mfa.outofband.EnrolAddress.EnrolmentVerdict.AddressRefused;
import io.portcullis.mfa.outofband.EnrolAddress.EnrolmentVerdict.Begun;
import io.portcullis.mfa.outofband.EnrolAddress.EnrolmentVerdict.NotAdmitted;
import io.portcullis.mfa.outofband.EnrolAddress.EnrolmentVerdict.Throttled;
import io.portcullis.mfa.outofband.EnrolAddress.Wish;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.RemovalAnswer;
import io.portcullis.mfa.recoverycode.RecoveryCode;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import io.portcullis.mfa.removal.RemoveFactor;
import io.portcullis.mfa.removal.RemoveFactor.Unconfirmed;
import io.portcullis.runtime.token.Customer;
import jakarta.ws.rs.DefaultValue;
import org.jboss.resteasy.reactive.RestQuery;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.RestResponse;

/// The customer's addresses for codes. Every change demands a fresh session, by [io.portcullis.mfa.policy.ChangePolicy].
@Path("/v1/mfa")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "second factors")
public class AddressResource {

  /// A BCP 47 language tag, as registering takes it.
  private static final String LOCALE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";
  private static final int LONGEST_LOCALE = 35;

  private final EnrolAddress enrol;
  private final ConfirmAddress confirm;
  private final RemoveFactor remove;

  AddressResource(EnrolAddress enrol, ConfirmAddress confirm, RemoveFactor remove) {
    this.enrol = enrol;
    this.confirm = confirm;
    this.remove = remove;
  }

  /// @param besideStronger whether it may be asked for although a stronger factor is enrolled; false unless given
  /// @param locale         language of the message; English unless given
  /// @param passwordProof  as `POST /v1/account/password/proof` gave it; for an account without a second factor
  public record EmailEnrolment(@NotNull @Size(max = Identifier.LONGEST) String address, Optional<Boolean> besideStronger,
      Optional<@Size(max = LONGEST_LOCALE) @Pattern(regexp = LOCALE) String> locale,
      @Schema(implementation = String.class) Optional<Secret> passwordProof) {

    @Override
    public String toString() {
      return "EmailEnrolment[redacted]";
    }
  }

  /// @param simSwapNoticeRead that whoever gets hold of the number gets the codes: the customer must have been told
  /// @param besideStronger    whether it may be asked for although a stronger factor is enrolled; false unless given
  /// @param locale            language of the message; English unless given
  /// @param passwordProof     as `POST /v1/account/password/proof` gave it; for an account without a second factor
  public record SmsEnrolment(@NotNull @Size(max = Identifier.LONGEST) String phoneNumber,
      @NotNull @AssertTrue Boolean simSwapNoticeRead, Optional<Boolean> besideStronger,
      Optional<@Size(max = LONGEST_LOCALE) @Pattern(regexp = LOCALE) String> locale,
      @Schema(implementation = String.class) Optional<Secret> passwordProof) {

    @Override
    public String toString() {
      return "SmsEnrolment[redacted]";
    }
  }

  /// @param messageId   for asking what became of the message
  /// @param resendAfter seconds until another one may be asked for
  /// @param expiresIn   seconds within which the code must come back
  @RegisterForReflection
  public record CodeSent(UUID messageId, long resendAfter, long expiresIn) {}

  @PUT
  @Path("/email")
  @Operation(operationId = "enrolEmailCodes", summary = "Send a code to an e-mail address that is to become a second factor")
  @APIResponse(responseCode = "202", description = "A code is on its way; an older address stays until it comes back",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = CodeSent.class)))
  public Uni<RestResponse<?>> enrolEmail(@NotNull @Valid EmailEnrolment enrolment) {
    return enrol(new Wish(
        Method.EMAIL, enrolment.address(), enrolment.besideStronger().orElse(false), enrolment.locale(),
        enrolment.passwordProof()));
  }

  @PUT
  @Path("/sms")
  @Operation(operationId = "enrolSmsCodes",
      summary = "Send a code to a phone number that is to become a second factor, the weakest there is")
  @APIResponse(responseCode = "202", description = "A code is on its way; an older number stays until it comes back",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = CodeSent.class)))
  public Uni<RestResponse<?>> enrolSms(@NotNull @Valid SmsEnrolment enrolment) {
    return enrol(new Wish(
        Method.SMS, enrolment.phoneNumber(), enrolment.besideStronger().orElse(false), enrolment.locale(),
        enrolment.passwordProof()));
  }

  private Uni<RestResponse<?>> enrol(Wish wish) {
    return enrol.handle(wish).map(verdict -> switch (verdict) {
      case Begun(var sent) -> RestResponse.status(Status.ACCEPTED, new CodeSent(sent.messageId().value(),
          Problem.wholeSeconds(sent.resendAfter()), sent.expiresIn().toSeconds()));
      case Throttled(var wait) -> Problem.retryAfter(MfaProblem.TOO_MANY_ATTEMPTS, wait);
      case AddressRefused() -> Problem.response(MfaProblem.ADDRESS_REFUSED);
      case EnrolAddress.EnrolmentVerdict.AddressUnsupported() -> Problem.response(MfaProblem.ADDRESS_UNSUPPORTED);
      case EnrolAddress.EnrolmentVerdict.NumberNotSupported() -> Problem.response(MfaProblem.NUMBER_NOT_SUPPORTED);
      case NotAdmitted() -> Problem.response(MfaProblem.FACTOR_NOT_ADMITTED);
    });
  }

  @Schema(name = "CodeConfirmation")
  public record Confirmation(@NotNull @Pattern(regexp = OutOfBandCode.FORM) String code) {

    @Override
    public String toString() {
      return "Confirmation[redacted]";
    }
  }

  /// @param recoveryCodes shown this once; empty unless this is the account's first factor
  @RegisterForReflection
  public record ConfirmedAddress(List<String> recoveryCodes) {

    @Override
    public String toString() {
      return "ConfirmedAddress[redacted]";
    }
  }

  @POST
  @Path("/email/confirm")
  @Operation(operationId = "confirmEmailCodes", summary = "Confirm the e-mail address by the code that was sent there")
  @APIResponse(responseCode = "200", description = "From now on it is a second factor",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = ConfirmedAddress.class)))
  public Uni<RestResponse<?>> confirmEmail(@NotNull @Valid Confirmation confirmation) {
    return confirm(Method.EMAIL, confirmation);
  }

  @POST
  @Path("/sms/confirm")
  @Operation(operationId = "confirmSmsCodes", summary = "Confirm the phone number by the code that was sent there")
  @APIResponse(responseCode = "200", description = "From now on it is a second factor",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = ConfirmedAddress.class)))
  public Uni<RestResponse<?>> confirmSms(@NotNull @Valid Confirmation confirmation) {
    return confirm(Method.SMS, confirmation);
  }

  private Uni<RestResponse<?>> confirm(Method method, Confirmation confirmation) {
    return OutOfBandCode.parse(confirmation.code()).map(code -> confirm.handle(method, code))
        .orElseGet(() -> Uni.createFrom().item(new ConfirmationVerdict.Ended()))
        .map(verdict -> switch (verdict) {
          case ConfirmationVerdict.Confirmed(var codes) -> ResponseBuilder
              .ok(new ConfirmedAddress(codes.stream().map(RecoveryCode::grouped).toList()))
              .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
          case ConfirmationVerdict.Refused(var triesLeft) ->
              Problem.of(MfaProblem.CODE_REFUSED).with("triesLeft", triesLeft).response();
          case ConfirmationVerdict.Ended() -> Problem.response(MfaProblem.ENROLMENT_ENDED);
          case ConfirmationVerdict.Throttled(var wait) -> Problem.retryAfter(MfaProblem.TOO_MANY_ATTEMPTS, wait);
        });
  }

  @DELETE
  @Path("/email")
  @Operation(operationId = "removeEmailCodes",
      summary = "Remove the e-mail address; with the last factor go the recovery codes")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "202", description = "It waits, because no settled factor confirmed it",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = RemovalAnswer.WaitingRemoval.class)))
  public Uni<RestResponse<?>> removeEmail(@RestQuery @DefaultValue("false") boolean wait) {
    return remove(Method.EMAIL, wait ? Unconfirmed.WAIT : Unconfirmed.REFUSE);
  }

  @DELETE
  @Path("/sms")
  @Operation(operationId = "removeSmsCodes", summary = "Remove the phone number; with the last factor go the recovery codes")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "202", description = "It waits, because no settled factor confirmed it",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = RemovalAnswer.WaitingRemoval.class)))
  public Uni<RestResponse<?>> removeSms(@RestQuery @DefaultValue("false") boolean wait) {
    return remove(Method.SMS, wait ? Unconfirmed.WAIT : Unconfirmed.REFUSE);
  }

  private Uni<RestResponse<?>> remove(Method method, Unconfirmed unconfirmed) {
    return remove.handle(method, Optional.empty(), unconfirmed).map(RemovalAnswer::of);
  }
}
