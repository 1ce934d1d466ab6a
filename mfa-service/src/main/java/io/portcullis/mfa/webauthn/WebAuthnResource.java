package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.mfa.MfaProblem;
import io.portcullis.mfa.policy.Removal;
import io.portcullis.mfa.policy.RemovalAnswer;
import io.portcullis.mfa.recoverycode.RecoveryCode;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.portcullis.mfa.totp.AuthenticatorName;
import io.portcullis.mfa.webauthn.BeginRegistration.BeginVerdict;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.Ended;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.Refused;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.Registered;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict.TooMany;
import io.portcullis.mfa.webauthn.RegisterCredential.RegistrationVerdict;
import io.portcullis.mfa.webauthn.RenameCredential.Renaming;
import io.portcullis.mfa.webauthn.WebAuthnCredentials.Credential;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.text.Readable;
import io.portcullis.runtime.text.ReadableText;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.removal.RemoveFactor;
import io.portcullis.mfa.removal.RemoveFactor.Unconfirmed;
import io.portcullis.runtime.token.Customer;
import jakarta.ws.rs.DefaultValue;
import org.jboss.resteasy.reactive.RestQuery;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.RestResponse;

/// The customer's security keys and passkeys. Every change demands a fresh session, by
/// [io.portcullis.mfa.policy.ChangePolicy].
@Path("/v1/mfa/webauthn")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "second factors")
public class WebAuthnResource {

  private final BeginRegistration begin;
  private final RegisterCredential register;
  private final RenameCredential rename;
  private final RemoveFactor remove;
  private final WebAuthnCredentials credentials;
  private final CurrentCustomer customer;

  WebAuthnResource(BeginRegistration begin, RegisterCredential register, RenameCredential rename, RemoveFactor remove,
      WebAuthnCredentials credentials, CurrentCustomer customer) {
    this.begin = begin;
    this.register = register;
    this.rename = rename;
    this.remove = remove;
    this.credentials = credentials;
    this.customer = customer;
  }

  /// @param name        what the customer calls it; shown by account pickers, too
  /// @param residentKey `required` for a passkey that signs in alone; `preferred` when absent
  /// @param passwordProof as `POST /v1/account/password/proof` gave it; for an account without a second factor
  public record RegistrationRequest(
      @Schema(maxLength = AuthenticatorName.LONGEST, examples = "My laptop")
      Optional<@Size(max = AuthenticatorName.LONGEST) @Readable String> name,
      Optional<ResidentKey> residentKey, @Schema(implementation = String.class) Optional<Secret> passwordProof) {}

  /// @param publicKey options for navigator.credentials.create()
  @RegisterForReflection
  public record BegunRegistration(UUID registrationId, CreationOptions publicKey) {}

  @POST
  @Path("/options")
  @Operation(operationId = "beginSecurityKey", summary = "Begin to register a security key or passkey")
  @APIResponse(responseCode = "200", description = "Options for the authenticator",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = BegunRegistration.class)))
  public Uni<RestResponse<?>> begin(@NotNull @Valid RegistrationRequest request) {
    return begin.handle(request.name().flatMap(ReadableText::clean), request.residentKey().orElse(ResidentKey.PREFERRED),
        request.passwordProof()).map(verdict -> switch (verdict) {
          case BeginVerdict.Begun(var id, var options) -> uncached(Status.OK, new BegunRegistration(id, options));
          case BeginVerdict.TooMany() -> Problem.response(MfaProblem.TOO_MANY_AUTHENTICATORS);
          case BeginVerdict.Throttled(var wait) -> Problem.retryAfter(MfaProblem.TOO_MANY_ATTEMPTS, wait);
        });
  }

  /// @param name       what the customer calls it; when absent as in the request for options, or by its make
  /// @param credential RegistrationResponseJSON, as navigator.credentials.create() gave it
  public record Registration(
      @NotNull @Size(max = 36) String registrationId,
      @Schema(maxLength = AuthenticatorName.LONGEST, examples = "Key on my key ring")
      Optional<@Size(max = AuthenticatorName.LONGEST) @Readable String> name,
      @NotNull @Schema(type = SchemaType.OBJECT) JsonNode credential) {

    @Override
    public String toString() {
      return "Registration[" + registrationId + "]";
    }
  }

  /// @param recoveryCodes shown this once; empty unless this is the account's first factor
  @RegisterForReflection
  public record RegisteredCredential(AuthenticatorId id, String name, List<String> recoveryCodes) {

    @Override
    public String toString() {
      return "RegisteredCredential[" + id + "]";
    }
  }

  @POST
  @Operation(operationId = "registerSecurityKey", summary = "Register a security key or passkey")
  @APIResponse(responseCode = "201", description = "From now on sign-in asks for it",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = RegisteredCredential.class)))
  public Uni<RestResponse<?>> register(@NotNull @Valid Registration registration) {
    var id = AuthenticatorId.parse(registration.registrationId());
    if (id.isEmpty()) {
      return Uni.createFrom().item(Problem.response(MfaProblem.ENROLMENT_ENDED));
    }
    return RegistrationResponse.parse(registration.credential())
        .map(response -> register.handle(id.get().value(), registration.name().flatMap(ReadableText::clean), response)
            .<RestResponse<?>>map(WebAuthnResource::answer))
        .orElseGet(() -> Uni.createFrom().item(Problem.response(MfaProblem.CREDENTIAL_MALFORMED)));
  }

  private static RestResponse<?> answer(RegistrationVerdict verdict) {
    return switch (verdict) {
      case Registered(var id, var name, var codes) -> uncached(Status.CREATED,
          new RegisteredCredential(id, name, codes.stream().map(RecoveryCode::grouped).toList()));
      case Refused() -> Problem.response(MfaProblem.CREDENTIAL_REFUSED);
      case Ended() -> Problem.response(MfaProblem.ENROLMENT_ENDED);
      case TooMany() -> Problem.response(MfaProblem.TOO_MANY_AUTHENTICATORS);
    };
  }

  /// @param credentials oldest first
  public record Credentials(List<Credential> credentials) {}

  @GET
  @Operation(operationId = "listSecurityKeys", summary = "List the security keys and passkeys of the account")
  public Uni<Credentials> list() {
    return credentials.of(customer.get().account()).map(Credentials::new);
  }

  public record NewName(
      @NotNull @Size(max = AuthenticatorName.LONGEST) @Readable String name) {}

  @PATCH
  @Path("/{id}")
  @Operation(operationId = "renameSecurityKey", summary = "Rename a security key or passkey")
  @APIResponse(responseCode = "204", description = "Renamed")
  public Uni<RestResponse<?>> rename(@PathParam("id") String id, @NotNull @Valid NewName change) {
    return AuthenticatorId.parse(id).map(known -> rename.handle(known, ReadableText.clean(change.name()).orElseThrow()))
        .orElseGet(() -> Uni.createFrom().item(Renaming.UNKNOWN))
        .map(renaming -> switch (renaming) {
          case RENAMED -> RestResponse.noContent();
          case UNKNOWN -> Problem.response(HouseProblem.NOT_FOUND);
        });
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "removeSecurityKey",
      summary = "Remove a security key or passkey; with the last factor go the recovery codes")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "202", description = "It waits, because no settled factor confirmed it",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = RemovalAnswer.WaitingRemoval.class)))
  public Uni<RestResponse<?>> remove(@PathParam("id") String id, @RestQuery @DefaultValue("false") boolean wait) {
    return AuthenticatorId.parse(id)
        .map(key -> remove.handle(Method.WEBAUTHN, Optional.of(key.value()), wait ? Unconfirmed.WAIT : Unconfirmed.REFUSE))
        .orElseGet(() -> Uni.createFrom().item(new Removal.Unknown()))
        .map(RemovalAnswer::of);
  }

  private static RestResponse<?> uncached(Status status, Object body) {
    return ResponseBuilder.create(status, body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
