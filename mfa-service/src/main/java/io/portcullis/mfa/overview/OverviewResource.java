package io.portcullis.mfa.overview;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.outofband.CodeAddresses;
import io.portcullis.mfa.outofband.CodeAddresses.CodeAddress;
import io.portcullis.mfa.policy.Factor;
import io.portcullis.mfa.policy.Factors;
import io.portcullis.mfa.policy.LastFactorGuard;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.RemovalRule;
import io.portcullis.mfa.recoverycode.RecoveryCodes;
import io.portcullis.mfa.recoverycode.RecoveryCodes.Remaining;
import io.portcullis.mfa.totp.Authenticators;
import io.portcullis.mfa.totp.Authenticators.Authenticator;
import io.portcullis.mfa.webauthn.WebAuthnCredentials;
import io.portcullis.mfa.webauthn.WebAuthnCredentials.Credential;
import io.portcullis.mfa.removal.PendingRemovals;
import io.portcullis.mfa.removal.PendingRemovals.PendingRemoval;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What is enrolled, what is left, what is advised.
@Path("/v1/mfa")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "second factors")
public class OverviewResource {

  private final WebAuthnCredentials credentials;
  private final Authenticators authenticators;
  private final CodeAddresses addresses;
  private final RecoveryCodes recoveryCodes;
  private final LastFactorGuard lastFactorGuard;
  private final PendingRemovals pendingRemovals;
  private final CurrentCustomer customer;
  private final Clock clock;

  OverviewResource(WebAuthnCredentials credentials, Authenticators authenticators, CodeAddresses addresses,
      RecoveryCodes recoveryCodes, LastFactorGuard lastFactorGuard, PendingRemovals pendingRemovals, CurrentCustomer customer, Clock clock) {
    this.credentials = credentials;
    this.authenticators = authenticators;
    this.addresses = addresses;
    this.recoveryCodes = recoveryCodes;
    this.lastFactorGuard = lastFactorGuard;
    this.pendingRemovals = pendingRemovals;
    this.customer = customer;
    this.clock = clock;
  }

  /// @param email         absent when none is enrolled
  /// @param sms           absent when none is enrolled
  /// @param recoveryCodes absent when none were issued
  /// @param heldUntil     until when the last factor can't be removed; absent while nothing is held
  /// @param removal       what removing a factor demands, for each kind that is enrolled
  /// @param pendingRemovals factors that go after a wait, because no settled factor confirmed it
  /// @param advice        the most urgent thing to do, when there is one
  public record Overview(List<Credential> webauthn, List<Authenticator> totp, Optional<CodeAddress> email,
      Optional<CodeAddress> sms, Optional<Remaining> recoveryCodes, Optional<Instant> heldUntil,
      List<RemovalRule> removal, List<PendingRemoval> pendingRemovals,
      @Schema(implementation = Advice.class, type = SchemaType.STRING, nullable = true) Optional<Advice> advice) {

    static Overview of(List<Credential> webauthn, List<Authenticator> totp, List<CodeAddress> addresses,
        Remaining codes, Optional<Instant> heldUntil, List<PendingRemoval> pendingRemovals, Instant now) {
      var factors = new ArrayList<Factor>();
      webauthn.forEach(key -> factors.add(
          new Factor(Method.WEBAUTHN, Optional.of(key.id().value()), key.settledAt(), true)));
      totp.forEach(app -> factors.add(new Factor(Method.TOTP, Optional.of(app.id().value()), app.settledAt(), true)));
      addresses.stream().filter(CodeAddress::accepted).forEach(address -> factors.add(
          new Factor(address.method(), Optional.empty(), address.settledAt(), address.besideStronger())));
      var enrolled = new Factors(factors, now);
      Set<Method> kinds = factors.stream().map(Factor::method)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Method.class)));
      return new Overview(webauthn, totp, find(addresses, Method.EMAIL), find(addresses, Method.SMS),
          Optional.of(codes).filter(set -> set.issuedAt().isPresent()), heldUntil,
          kinds.stream().map(method -> RemovalRule.of(method, enrolled)).toList(), pendingRemovals,
          Advice.of(kinds, webauthn, totp, codes.left()));
    }

    private static Optional<CodeAddress> find(List<CodeAddress> addresses, Method method) {
      return addresses.stream().filter(address -> address.method() == method).findFirst();
    }
  }

  @GET
  @Operation(operationId = "getSecondFactors", summary = "Show the second factors of the account")
  public Uni<Overview> show() {
    AccountId account = customer.get().account();
    return Uni.combine().all().unis(credentials.of(account), authenticators.of(account), addresses.of(account),
        recoveryCodes.remaining(account), lastFactorGuard.heldUntil(account), pendingRemovals.of(account))
        .with((webauthn, totp, sentTo, codes, held, removals) ->
            Overview.of(webauthn, totp, sentTo, codes, held, removals, clock.instant()));
  }
}
