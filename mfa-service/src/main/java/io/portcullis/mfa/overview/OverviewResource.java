package io.portcullis.mfa.overview;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.recoverycode.RecoveryCodes;
import io.portcullis.mfa.recoverycode.RecoveryCodes.Remaining;
import io.portcullis.mfa.totp.Authenticators;
import io.portcullis.mfa.totp.Authenticators.Authenticator;
import io.portcullis.mfa.webauthn.WebAuthnCredentials;
import io.portcullis.mfa.webauthn.WebAuthnCredentials.Credential;
import io.portcullis.runtime.token.CurrentCustomer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What is enrolled, what is left, what is advised.
@Path("/v1/mfa")
@RolesAllowed("customer")
@Tag(name = "second factors")
public class OverviewResource {

  private final WebAuthnCredentials credentials;
  private final Authenticators authenticators;
  private final RecoveryCodes recoveryCodes;
  private final CurrentCustomer customer;

  OverviewResource(WebAuthnCredentials credentials, Authenticators authenticators, RecoveryCodes recoveryCodes,
      CurrentCustomer customer) {
    this.credentials = credentials;
    this.authenticators = authenticators;
    this.recoveryCodes = recoveryCodes;
    this.customer = customer;
  }

  /// @param recoveryCodes absent when none were issued
  /// @param advice        the most urgent thing to do, when there is one
  public record Overview(List<Credential> webauthn, List<Authenticator> totp, Optional<Remaining> recoveryCodes,
      Optional<Advice> advice) {}

  @GET
  @Operation(summary = "Show the second factors of the account")
  public Uni<Overview> show() {
    AccountId account = customer.get().account();
    return Uni.combine().all().unis(credentials.of(account), authenticators.of(account), recoveryCodes.remaining(account))
        .with((webauthn, totp, codes) -> new Overview(webauthn, totp,
            Optional.of(codes).filter(set -> set.issuedAt().isPresent()), Advice.of(webauthn, totp, codes.left())));
  }
}
