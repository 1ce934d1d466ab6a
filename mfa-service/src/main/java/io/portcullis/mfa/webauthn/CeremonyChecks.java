package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.TokenBindingInfo;
import com.yubico.webauthn.data.TokenBindingStatus;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.data.exception.Base64UrlException;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The checks of WebAuthn L3 §7.1 and §7.2. The library goes through their steps; what it is lenient about, or leaves to
/// its caller, is checked here.
///
/// Costs most of a millisecond: call it on [CeremonyWorkers].
// The one part of what a client says that the library reads by reflection.
@RegisterForReflection(targets = {TokenBindingInfo.class, TokenBindingStatus.class})
@ApplicationScoped
class CeremonyChecks {

  private static final Logger LOG = Logger.getLogger(CeremonyChecks.class);

  /// Strongest support first; the first two are what any authenticator of today has, the last is Windows Hello on TPMs.
  static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
      PublicKeyCredentialParameters.ES256, PublicKeyCredentialParameters.EdDSA, PublicKeyCredentialParameters.RS256);

  /// What the options said of the user is not checked at all; the library wants to be told nevertheless.
  private static final UserIdentity NOBODY =
      UserIdentity.builder().name("").displayName("").id(new ByteArray(new byte[1])).build();

  private final ClientData clientData;
  private final RelyingPartyIdentity identity;
  private final RelyingParty library;
  private final AttestationConveyancePreference asked;

  CeremonyChecks(ClientData clientData, RelyingPartyFacts relyingParty) {
    this.clientData = clientData;
    identity = RelyingPartyIdentity.builder().id(relyingParty.id()).name(relyingParty.name()).build();
    asked = relyingParty.attestation();
    library = RelyingParty.builder().identity(identity).credentialRepository(OneCredential.NONE)
        .origins(relyingParty.origins()).allowOriginPort(false).allowOriginSubdomain(false)
        .preferredPubkeyParams(ALGORITHMS)
        // An UPDATE decides on the counter, which alone sees two assertions at once.
        .validateSignatureCounter(false).build();
  }

  /// What a registration is about, once it has passed.
  record NewCredential(ByteArray id, ByteArray publicKey, long signatureCounter, UUID aaguid, boolean backupEligible,
      boolean backedUp) {}

  /// @return empty when any step of WebAuthn L3 §7.1 fails, or the response can't be read
  Optional<NewCredential> registration(
      ByteArray challenge, UserVerificationRequirement verification, RegistrationResponse response) {
    if (!clientData.isAcceptable(response.clientDataJson())
        || !Ctap2Cbor.isSequence(response.attestationObject().getBytes(), 0, 1)) {
      return Optional.empty();
    }
    var request = PublicKeyCredentialCreationOptions.builder().rp(identity)
        .user(NOBODY)
        .challenge(challenge).pubKeyCredParams(ALGORITHMS)
        .authenticatorSelection(AuthenticatorSelectionCriteria.builder().userVerification(verification).build()).build();
    try {
      var attestation = AuthenticatorAttestationResponse.builder()
          .attestationObject(response.attestationObject()).clientDataJSON(response.clientDataJson()).build();
      var data = new AuthenticatorData(attestation.getAttestation().getAuthenticatorData().getBytes().getBytes());
      if (!data.isOfRegistration() || !attests(attestation, response.id())
          || !AttestationStatement.isAcceptable(attestation.getAttestation(), asked)) {
        return Optional.empty();
      }
      RegistrationResult result = library.finishRegistration(FinishRegistrationOptions.builder().request(request)
          .response(PublicKeyCredential
              .<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>builder()
              .id(response.id()).response(attestation)
              .clientExtensionResults(ClientRegistrationExtensionOutputs.builder().build()).build()).build());
      if (!isSound(result.getPublicKeyCose(), result.getParsedPublicKey())) {
        return Optional.empty();
      }
      return Optional.of(new NewCredential(response.id(), result.getPublicKeyCose(), result.getSignatureCount(),
          uuid(result.getAaguid()), data.isBackupEligible(), data.isBackedUp()));
    } catch (RegistrationFailedException | GeneralSecurityException | IOException | Base64UrlException
        | RuntimeException refused) {
      // Also RuntimeException: the library throws whatever its parsers throw at what a stranger wrote.
      LOG.debugf("registration refused: %s", refused);
      return Optional.empty();
    }
  }

  private static boolean isSound(ByteArray cose, PublicKey key) {
    return COSEAlgorithmIdentifier.fromPublicKey(cose).filter(algorithm -> CredentialKey.isSound(algorithm, key)).isPresent();
  }

  // The library stores the id that the client says; the one that the authenticator says is the one it will answer to.
  private static boolean attests(AuthenticatorAttestationResponse attestation, ByteArray id) {
    return attestation.getAttestation().getAuthenticatorData().getAttestedCredentialData()
        .filter(attested -> attested.getCredentialId().equals(id)).isPresent();
  }

  /// @param userVerified whether the authenticator made sure who is using it
  record Assertion(boolean userVerified, boolean backedUp, long signatureCounter) {}

  /// @return empty when any step of WebAuthn L3 §7.2 but that of the counter fails, or the response can't be read
  Optional<Assertion> assertion(ByteArray challenge, UserVerificationRequirement verification, StoredCredential stored,
      AuthenticationResponse response) {
    var data = new AuthenticatorData(response.authenticatorData().getBytes());
    if (!clientData.isAcceptable(response.clientDataJson()) || !data.isOfAssertion()
        || data.isBackupEligible() != stored.backupEligible()) { // step 18: that never changes
      return Optional.empty();
    }
    var request = AssertionRequest.builder().publicKeyCredentialRequestOptions(PublicKeyCredentialRequestOptions.builder()
        .challenge(challenge).rpId(identity.getId()).userVerification(verification).build())
        .userHandle(stored.userHandle()).build();
    try {
      AssertionResult result = library.toBuilder().credentialRepository(new OneCredential(stored)).build()
          .finishAssertion(FinishAssertionOptions.builder().request(request).response(PublicKeyCredential
              .<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>builder().id(response.id())
              .response(AuthenticatorAssertionResponse.builder().authenticatorData(response.authenticatorData())
                  .clientDataJSON(response.clientDataJson()).signature(response.signature())
                  .userHandle(response.userHandle()).build())
              .clientExtensionResults(ClientAssertionExtensionOutputs.builder().build()).build()).build());
      // Again, for keys that were registered before this was looked at.
      return result.isSuccess() && isSound(result.getCredential().getPublicKeyCose(), result.getCredential().getParsedPublicKey())
          ? Optional.of(new Assertion(result.isUserVerified(), data.isBackedUp(), result.getSignatureCount()))
          : Optional.empty();
    } catch (AssertionFailedException | GeneralSecurityException | IOException | Base64UrlException | RuntimeException refused) {
      LOG.debugf("assertion refused: %s", refused);
      return Optional.empty();
    }
  }

  private static UUID uuid(ByteArray aaguid) {
    ByteBuffer bytes = ByteBuffer.wrap(aaguid.getBytes());
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
