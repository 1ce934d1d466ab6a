package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.yubico.webauthn.data.UserVerificationRequirement;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.CreationOptions.Descriptor;
import io.portcullis.mfa.webauthn.WebAuthnCredentials.Known;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Asks for a passkey that signs in alone: any discoverable one, or one of an account that was named.
@ApplicationScoped
class RequestPasskey {

  private final WebAuthnCredentials credentials;
  private final Decoys decoys;
  private final Ceremonies ceremonies;
  private final RelyingPartyFacts relyingParty;
  private final Ids ids;

  RequestPasskey(WebAuthnCredentials credentials, Decoys decoys, Ceremonies ceremonies, RelyingPartyFacts relyingParty,
      Ids ids) {
    this.credentials = credentials;
    this.decoys = decoys;
    this.ceremonies = ceremonies;
    this.relyingParty = relyingParty;
    this.ids = ids;
  }

  record Requested(UUID id, RequestOptions options) {}

  /// @param attempt the caller's own id of this sign-in
  /// @param account empty when the claimant has not said who they are; may be one that nobody has
  Uni<Requested> handle(String attempt, Optional<AccountId> account) {
    return account.map(this::allowed).orElseGet(() -> now(List.of())).chain(allowed -> {
      UUID id = ids.next();
      return ceremonies.begin(Ceremonies.Kind.PASSKEY, id, attempt, account.map(AccountId::toString).orElse(""))
          .map(challenge -> new Requested(id, new RequestOptions(
              challenge.getBase64Url(), Ceremonies.LIFETIME.toMillis(), relyingParty.id(), allowed,
              UserVerificationRequirement.REQUIRED.getValue())));
    });
  }

  private Uni<List<Descriptor>> allowed(AccountId account) {
    return credentials.known(account).map(known -> known.isEmpty() ? decoys.of(account) : descriptors(known));
  }

  private static List<Descriptor> descriptors(List<Known> known) {
    return known.stream().map(each -> Descriptor.of(each.id(), each.transports())).toList();
  }
}
