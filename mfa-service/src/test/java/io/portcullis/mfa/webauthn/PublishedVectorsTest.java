package io.portcullis.mfa.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.portcullis.mfa.webauthn.CeremonyChecks.Assertion;
import io.portcullis.mfa.webauthn.CeremonyChecks.NewCredential;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The test vectors of WebAuthn Level 3 §16, as published: what others' authenticators say.
class PublishedVectorsTest {

  private static final UserVerificationRequirement PREFERRED = UserVerificationRequirement.PREFERRED;
  private static final UserVerificationRequirement REQUIRED = UserVerificationRequirement.REQUIRED;
  private static final ByteArray USER_HANDLE = hex("00");
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final AuthenticatorId AUTHENTICATOR = new AuthenticatorId(new UUID(0, 2));

  private final CeremonyChecks checks = checks("https://example.org");

  private record Registration(ByteArray challenge, RegistrationResponse response) {}

  private record Authentication(ByteArray challenge, AuthenticationResponse response) {}

  /// §16.2: ES256 credential with no attestation.
  private static final Registration ES256_CREATED = new Registration(
      hex("00c30fb78531c464d2b6771dab8d7b603c01162f2fa486bea70f283ae556e130"),
      new RegistrationResponse(
          hex("f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4"),
          hex("7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a22414d4d507434557878475453746e"
              + "63647134313759447742466938767049612d7077386f4f755657345441222c226f726967696e223a2268747470733a2f2f65"
              + "78616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e"
              + "74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c64732069"
              + "6e20746865206675747572652c207375636820617320746869733a20426b5165446a646354427258426941774a544c453551"
              + "227d"),
          hex("a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd465"
              + "92a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f57"
              + "9ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a"
              + "9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220"),
          List.of(), Optional.empty()));

  private static final Authentication ES256_ASKED = new Authentication(
      hex("39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408"),
      new AuthenticationResponse(
          hex("f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4"),
          hex("7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455506f334a55"
              + "58543049393770767a7a59425039745a63685879617630314167222c226f726967696e223a2268747470733a2f2f6578616d"
              + "706c652e6f7267222c2263726f73734f726967696e223a66616c73657d"),
          hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000"),
          hex("3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf"
              + "11a1dd5d78c6e486013f937295ea13653e331e87"),
          Optional.of(USER_HANDLE)));

  /// §16.11: Ed25519 credential. Its attestation certificate is of a country called AA, which the library takes for a
  /// forgery, so the registration is left out and its key stands here.
  private static final ByteArray ED25519_KEY =
      hex("a401010327200621582044e06ddd331c36a8dc667bab52bcae63486c916aa5e339e6acebaa84934bf832");
  private static final Authentication ED25519_ASKED = new Authentication(
      hex("895957e01c633a698348a2d8a31a54b7db27e8c1c43b2080d79ae2190267bfd2"),
      new AuthenticationResponse(
          hex("ce9f840ed96599580cd140fbc7bb3230633f50f61041aff73308ae71caa8a2bd"),
          hex("7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a2269566c583442786a4f6d6d44534b"
              + "4c596f7870557439736e364d48454f7943413135726947514a6e763949222c226f726967696e223a2268747470733a2f2f65"
              + "78616d706c652e6f7267222c2263726f73734f726967696e223a66616c73657d"),
          hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50100000000"),
          hex("f5c59c7e46c34f6f8cc197101ddf9934fa2595f68eb1913a637e8419eb9ba4cfdfc48f85393bc0d40b011f0d6fecb097d660"
              + "7525713223a0dc0d453993dae00b"),
          Optional.of(USER_HANDLE)));

  @Test
  void registrationAndAssertion_withEs256_asPublished_pass() {
    NewCredential credential = checks.registration(ES256_CREATED.challenge(), PREFERRED, ES256_CREATED.response()).orElseThrow();
    assertThat(credential.id()).isEqualTo(ES256_CREATED.response().id());
    assertThat(credential.aaguid()).isEqualTo(UUID.fromString("8446ccb9-ab1d-b374-750b-2367ff6f3a1f"));
    assertThat(credential.backupEligible()).isTrue();
    assertThat(credential.backedUp()).isTrue();

    var assertion = checks.assertion(ES256_ASKED.challenge(), PREFERRED, stored(credential), ES256_ASKED.response());
    assertThat(assertion).contains(new Assertion(false, true, 0));
  }

  @Test
  void assertion_withEd25519_asPublished_passes() {
    assertThat(checks.assertion(ED25519_ASKED.challenge(), PREFERRED, ed25519(), ED25519_ASKED.response()))
        .contains(new Assertion(false, false, 0));
  }

  /// A key from before small orders were refused at registration: under the neutral element R = 0, S = 0 fits every message.
  @ParameterizedTest
  @ValueSource(strings = {"0100000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000080", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "0000000000000000000000000000000000000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000080",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"})
  void smallOrder_ofAKeyThatWasRegisteredEarlier_isRefused(String point) {
    var key = hex("a4010103272006215820" + point);
    var stored = new StoredCredential(ACCOUNT, AUTHENTICATOR, ED25519_ASKED.response().id(), USER_HANDLE, key, 0, false, Instant.EPOCH);
    AuthenticationResponse asked = ED25519_ASKED.response();
    for (String signature : List.of("01" + "00".repeat(63), point + "00".repeat(32))) {
      assertThat(checks.assertion(ED25519_ASKED.challenge(), PREFERRED, stored, new AuthenticationResponse(asked.id(), asked.clientDataJson(),
          asked.authenticatorData(), hex(signature), asked.userHandle()))).isEmpty();
    }
  }

  @Test
  void ceremonies_changedInOneThing_fail() {
    NewCredential credential = checks.registration(ES256_CREATED.challenge(), PREFERRED, ES256_CREATED.response()).orElseThrow();
    StoredCredential es256 = stored(credential);

    assertThat(checks.registration(ES256_ASKED.challenge(), PREFERRED, ES256_CREATED.response())).isEmpty();
    assertThat(checks.registration(ES256_CREATED.challenge(), REQUIRED, ES256_CREATED.response())).isEmpty();
    assertThat(checks("https://www.example.org").registration(ES256_CREATED.challenge(), PREFERRED, ES256_CREATED.response()))
        .isEmpty();
    assertThat(checks.assertion(ES256_CREATED.challenge(), PREFERRED, es256, ES256_ASKED.response())).isEmpty();
    assertThat(checks.assertion(ES256_ASKED.challenge(), REQUIRED, es256, ES256_ASKED.response())).isEmpty();
    assertThat(checks("https://www.example.org").assertion(ES256_ASKED.challenge(), PREFERRED, es256, ES256_ASKED.response()))
        .isEmpty();
    assertThat(checks.assertion(ED25519_ASKED.challenge(), PREFERRED, es256, ED25519_ASKED.response())).isEmpty();
    assertThat(checks.assertion(ES256_ASKED.challenge(), PREFERRED, ed25519(), ES256_ASKED.response())).isEmpty();
  }

  private static StoredCredential ed25519() {
    return new StoredCredential(ACCOUNT, AUTHENTICATOR, ED25519_ASKED.response().id(), USER_HANDLE, ED25519_KEY, 0, false, Instant.EPOCH);
  }

  private static StoredCredential stored(NewCredential credential) {
    return new StoredCredential(ACCOUNT, AUTHENTICATOR, credential.id(), USER_HANDLE, credential.publicKey(),
        credential.signatureCounter(), credential.backupEligible(), Instant.EPOCH);
  }

  private static CeremonyChecks checks(String origin) {
    RelyingPartyFacts relyingParty = RelyingPartyFactsTest.facts(Map.of("portcullis.mfa.webauthn.rp-id", "example.org"), origin);
    return new CeremonyChecks(new ClientData(relyingParty, new ObjectMapper()), relyingParty);
  }

  private static ByteArray hex(String text) {
    return new ByteArray(HexFormat.of().parseHex(text));
  }
}
