package io.portcullis.auth.registration;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.human.HumanChallenge;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.HumanVerificationNeeded;
import io.portcullis.auth.registration.RegistrationVerdict.AddressUnsupported;
import io.portcullis.auth.registration.RegistrationVerdict.HumanAsked;
import io.portcullis.auth.registration.RegistrationVerdict.HumanUnavailable;
import io.portcullis.auth.registration.RegistrationVerdict.IdentifierInvalid;
import io.portcullis.auth.registration.RegistrationVerdict.KeyReused;
import io.portcullis.auth.registration.RegistrationVerdict.PasswordRefused;
import io.portcullis.auth.registration.RegistrationVerdict.Pending;
import io.portcullis.auth.registration.RegistrationVerdict.Sending;
import io.portcullis.auth.registration.RegistrationVerdict.Throttled;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// Registering, step by step.
@Path("/v1/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "registration")
@PermitAll
public class RegistrationResource {

  private final Register register;
  private final VerifyRegistration verifyRegistration;
  private final ResendCode resendCode;
  private final RegistrationMetrics metrics;
  private final ClientAddress client;

  RegistrationResource(Register register, VerifyRegistration verifyRegistration, ResendCode resendCode,
      RegistrationMetrics metrics, ClientAddress client) {
    this.register = register;
    this.verifyRegistration = verifyRegistration;
    this.resendCode = resendCode;
    this.metrics = metrics;
    this.client = client;
  }

  /// @param channel       `email` or `sms`: where the code goes
  /// @param codeExpiresIn seconds, from when the message is sent
  /// @param sent          whether the message is on its way. When it is not, and neither of the other two is there, this
  ///                      registration sends no more: begin a new one
  /// @param sendsIn       seconds until this message is sent, where its mailbox has had its share for now
  /// @param challenge     beside `sendsIn`: a resend that shows its solution has slots that those without one do not fill
  /// @param resendAfter   seconds until a new code may be asked for
  /// @param registerAgainIn seconds until a new registration has its code, since the mailbox's next place lies behind this
  ///                      one's end: this one sends none, save to who solves the challenge
  @RegisterForReflection
  public record PendingRegistration(UUID registrationId, String channel, long codeExpiresIn, boolean sent,
      Optional<Long> sendsIn, Optional<Long> resendAfter, Optional<HumanChallenge> challenge, Optional<Long> registerAgainIn) {

    static PendingRegistration of(Pending pending) {
      var none = new PendingRegistration(pending.registrationId(), channel(pending.type()).name().toLowerCase(Locale.ROOT),
          AddressCodes.LIFETIME.toSeconds(), false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
      return switch (pending.sending()) {
        case Sending.Now(var another) -> none.with(true, Optional.empty(), seconds(another), Optional.empty());
        case Sending.Later(var in, var sooner) -> none.with(false, seconds(in), Optional.empty(), sooner);
        case Sending.TooSoon(var another) -> none.with(false, Optional.empty(), seconds(another), Optional.empty());
        case Sending.TooLate(var again, var sooner) -> new PendingRegistration(none.registrationId(), none.channel(),
            none.codeExpiresIn(), false, Optional.empty(), Optional.empty(), sooner, seconds(again));
        case Sending.Over() -> none;
      };
    }

    private PendingRegistration with(boolean sent, Optional<Long> sendsIn, Optional<Long> resendAfter,
        Optional<HumanChallenge> challenge) {
      return new PendingRegistration(registrationId, channel, codeExpiresIn, sent, sendsIn, resendAfter, challenge, Optional.empty());
    }

    private static Optional<Long> seconds(Duration exact) {
      return Optional.of(Problem.wholeSeconds(exact));
    }

    private static Address.Channel channel(Identifier.Type type) {
      return switch (type) {
        case EMAIL -> Address.Channel.EMAIL;
        case PHONE -> Address.Channel.SMS;
      };
    }
  }

  @RegisterForReflection
  public record ActivatedAccount(AccountId accountId, String status) {}

  public record CodeProof(@NotNull UUID registrationId, @NotNull @Size(max = 16) String code) {}

  /// @param humanProof when an earlier answer asked for one, or offered a challenge
  public record ResendRequest(@NotNull UUID registrationId, Optional<@Valid HumanProof> humanProof) {}

  @POST
  @Operation(operationId = "registerAccount", summary = "Register an e-mail address or phone number with a password",
      description = "Answers alike whether or not the identifier has an account; its owner gets a message instead.")
  @APIResponse(responseCode = "202", description = "A code is on its way",
      content = @Content(schema = @Schema(implementation = PendingRegistration.class)))
  @APIResponse(responseCode = "403", description = "Refused, or human-verification: repeat with the proof",
      content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = HumanVerificationNeeded.class)))
  public Uni<RestResponse<?>> register(@Valid @NotNull RegistrationRequest request,
      @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> idempotencyKey) {
    return register.handle(request, idempotencyKey, client.network()).invoke(metrics::count).map(this::answer);
  }

  @POST
  @Path("/verify")
  @Operation(operationId = "verifyRegistration", summary = "Prove the identifier by the code; the account becomes active")
  @APIResponse(responseCode = "200", description = "The account is active",
      content = @Content(schema = @Schema(implementation = ActivatedAccount.class)))
  public Uni<RestResponse<?>> verify(@Valid @NotNull CodeProof proof) {
    return verifyRegistration.handle(proof.registrationId(), proof.code(), client.network()).invoke(metrics::count)
        .map(verdict -> switch (verdict) {
          case ProofVerdict.Activated(AccountId account) ->
              RestResponse.ok(new ActivatedAccount(account, "active"));
          case ProofVerdict.Refused() -> Problem.response(AuthProblem.CODE_REFUSED);
          case ProofVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
        });
  }

  @POST
  @Path("/resend")
  @Operation(operationId = "resendRegistrationCode", summary = "Ask for a new code", description = """
      Accepted in any case; sent after a growing delay only. The answer says whether one is on its way, and when the next
      may be asked for.""")
  @APIResponse(responseCode = "202", description = "Noted; `sent` says whether a code is on its way",
      content = @Content(schema = @Schema(implementation = PendingRegistration.class)))
  @APIResponse(responseCode = "403", description = "Refused, or human-verification: repeat with the proof",
      content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = HumanVerificationNeeded.class)))
  public Uni<RestResponse<?>> resend(@Valid @NotNull ResendRequest request) {
    return resendCode.handle(request.registrationId(), request.humanProof(), client.network()).map(this::answer);
  }

  private RestResponse<?> answer(RegistrationVerdict verdict) {
    return switch (verdict) {
      case Pending pending -> RestResponse.status(Status.ACCEPTED, PendingRegistration.of(pending));
      case IdentifierInvalid() -> Problem.response(AuthProblem.IDENTIFIER_INVALID);
      case RegistrationVerdict.NumberNotSupported() -> Problem.response(AuthProblem.NUMBER_NOT_SUPPORTED);
      case AddressUnsupported() -> Problem.response(AuthProblem.ADDRESS_UNSUPPORTED);
      case PasswordRefused(var why) -> why.problem().response();
      case KeyReused() -> Problem.response(AuthProblem.IDEMPOTENCY_KEY_REUSED);
      case HumanAsked(var challenge) -> HumanVerificationNeeded.answer(challenge);
      case HumanUnavailable() -> HumanVerificationNeeded.unavailable();
      case Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    };
  }
}
