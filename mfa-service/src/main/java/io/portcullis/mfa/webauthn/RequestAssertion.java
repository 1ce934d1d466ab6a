package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.yubico.webauthn.data.ByteArray;
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
  /// @param action    what the authenticator is to sign; empty where it only proves who its owner is
  /// @return empty when the account has no credential
  public Uni<Optional<RequestOptions>> handle(AccountId account, UUID challenge, Optional<ActionHash> action) {
    return credentials.known(account).chain(known -> known.isEmpty()
        ? now(Optional.empty())
        : begin(account, challenge, action)
            .map(bytes -> Optional.of(new RequestOptions(
                bytes.getBase64Url(), Ceremonies.LIFETIME.toMillis(), relyingParty.id(),
                known.stream().map(each -> Descriptor.of(each.id(), each.transports())).toList(),
                UserVerificationRequirement.PREFERRED.getValue()))));
  }

  private Uni<ByteArray> begin(AccountId account, UUID challenge, Optional<ActionHash> action) {
    return action.map(hash -> ceremonies.begin(challenge, account.toString(), hash))
        .orElseGet(() -> ceremonies.begin(Ceremonies.Kind.SECOND_FACTOR, challenge, account.toString(), ""));
  }
}
