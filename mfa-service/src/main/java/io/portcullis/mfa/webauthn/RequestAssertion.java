package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.yubico.webauthn.data.UserVerificationRequirement;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.CreationOptions.Descriptor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Asks an account's authenticators for a second factor.
@ApplicationScoped
public class RequestAssertion {

  private final WebAuthnCredentials credentials;
  private final Ceremonies ceremonies;
  private final RelyingPartyFacts relyingParty;

  RequestAssertion(WebAuthnCredentials credentials, Ceremonies ceremonies, RelyingPartyFacts relyingParty) {
    this.credentials = credentials;
    this.ceremonies = ceremonies;
    this.relyingParty = relyingParty;
  }

  /// Options for a challenge that is open; asked again, the older ones are void.
  ///
  /// @param challenge what [VerifyAssertion] will be told, too
  /// @return empty when the account has no credential
  public Uni<Optional<RequestOptions>> handle(AccountId account, UUID challenge) {
    return credentials.known(account).chain(known -> known.isEmpty()
        ? now(Optional.empty())
        : ceremonies.begin(Ceremonies.Kind.SECOND_FACTOR, challenge, account.toString(), "")
            .map(bytes -> Optional.of(new RequestOptions(
                bytes.getBase64Url(), Ceremonies.LIFETIME.toMillis(), relyingParty.id(),
                known.stream().map(each -> Descriptor.of(each.id(), each.transports())).toList(),
                UserVerificationRequirement.PREFERRED.getValue()))));
  }
}
