package io.portcullis.mfa.webauthn;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.webauthn.Keys.Owner;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.SoftAuthenticator.Algorithm;
import io.portcullis.testkit.SoftAuthenticator.Attestation;
import io.portcullis.testkit.SoftAuthenticator.Flag;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class RegistrationTest {

  private static final UUID YUBIKEY = UUID.fromString("2fc0579f-8113-47ea-b116-bb5a8db9202a");

  @Inject Keys keys;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void firstKey_isRegisteredAskedForShownAndTold() {
    AccountId account = keys.nobody();
    String token = tokens.of(account);
    assertThat(keys.methods(account).<List<?>>path("methods")).isEmpty();
    assertThat(keys.methods(account).<String>path("changedAt")).isNull();

    JsonNode begun = keys.begun(token, "{\"name\":\"  Blue key \"}");
    JsonNode options = begun.get("publicKey");
    assertThat(options.at("/rp/id").asText()).isEqualTo("localhost");
    assertThat(options.at("/rp/name").asText()).isEqualTo("Portcullis");
    assertThat(options.at("/attestation").asText()).isEqualTo("none");
    assertThat(options.at("/authenticatorSelection/userVerification").asText()).isEqualTo("preferred");
    assertThat(options.at("/authenticatorSelection/requireResidentKey").asBoolean()).isFalse();
    assertThat(options.at("/pubKeyCredParams").findValuesAsText("alg")).containsExactly("-7", "-8", "-257");
    assertThat(Base64.getUrlDecoder().decode(options.get("challenge").asText())).hasSize(32);
    assertThat(Base64.getUrlDecoder().decode(options.at("/user/id").asText())).hasSize(64);
    assertThat(options.toString()).doesNotContain(account.toString());
    assertThat(options.get("excludeCredentials")).isEmpty();

    var key = new SoftAuthenticator(Keys.ORIGIN).aaguid(YUBIKEY).transports("usb", "nfc");
    var registered = keys.finish(token, begun, key.create(options)).then().statusCode(201)
        .header("Cache-Control", equalTo("no-store")).body("name", equalTo("Blue key")).extract().jsonPath();
    assertThat(registered.getList("recoveryCodes", String.class)).hasSize(10).doesNotHaveDuplicates();
    assertThat(keys.methods(account).<List<String>>path("methods")).containsExactly("webauthn", "recovery-code");
    assertThat(Instant.parse(keys.methods(account).path("changedAt"))).isAfter(clock.instant().minusSeconds(60));

    var shown = keys.list(account).jsonPath();
    assertThat(shown.getString("credentials[0].id")).isEqualTo(registered.getString("id"));
    assertThat(shown.getString("credentials[0].name")).isEqualTo("Blue key");
    assertThat(shown.getString("credentials[0].model")).isEqualTo("YubiKey 5 NFC");
    assertThat(shown.getString("credentials[0].aaguid")).isEqualTo(YUBIKEY.toString());
    assertThat(shown.getList("credentials[0].transports")).containsExactly("nfc", "usb");
    assertThat(shown.getBoolean("credentials[0].discoverable")).isTrue();
    assertThat(shown.getBoolean("credentials[0].backupEligible")).isFalse();
    assertThat(shown.getString("credentials[0].lastUsedAt")).isNull();
    assertThat(keys.overview(account).<List<?>>path("webauthn")).hasSize(1);
    assertThat(keys.overview(account).<String>path("advice")).isNull();
    assertThat(topics.awaitType(account, "io.portcullis.mfa.recovery-codes-issued.v1"))
        .containsExactly("io.portcullis.mfa.authenticator-enrolled.v1", "io.portcullis.mfa.recovery-codes-issued.v1");
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void keys_ofBothAlgorithms_withAndWithoutSelfAttestation_register_andProve(Algorithm algorithm) {
    for (Attestation attestation : Attestation.values()) {
      Owner owner = keys.owner(new SoftAuthenticator(Keys.ORIGIN, algorithm).attestation(attestation));
      assertThat(keys.secondFactor(owner.account(), owner.key()).amr()).isEqualTo(Method.USER_VERIFIED);
    }
  }

  @Test
  void secondKey_bringsNoNewRecoveryCodes_hasTheSameHandle_andTheFirstIsExcluded() {
    Owner alice = keys.owner();
    JsonNode begun = keys.begun(keys.strong(alice.account()), "{}");
    JsonNode excluded = begun.at("/publicKey/excludeCredentials");
    assertThat(excluded.findValuesAsText("id"))
        .containsExactly(Base64.getUrlEncoder().withoutPadding().encodeToString(alice.key().credentialId()));
    assertThat(excluded.at("/0/transports/0").asText()).isEqualTo("internal");
    assertThat(Base64.getUrlDecoder().decode(begun.at("/publicKey/user/id").asText())).isEqualTo(alice.key().userHandle());

    Owner spare = keys.register(alice.account(), keys.strong(alice.account()), new SoftAuthenticator(Keys.ORIGIN));
    assertThat(spare.recoveryCodes()).isEmpty();
    keys.assertRight(keys.secondFactor(alice.account(), alice.key()));
    keys.assertRight(keys.secondFactor(alice.account(), spare.key()));
  }

  @Test
  void userHandles_ofTwoAccounts_differ() {
    assertThat(keys.owner().key().userHandle()).isNotEqualTo(keys.owner().key().userHandle());
  }

  @Test
  void passkey_isAskedToBeDiscoverableAndToKnowItsUser() {
    JsonNode selection = keys.begun(tokens.of(keys.nobody()), "{\"residentKey\":\"required\"}")
        .at("/publicKey/authenticatorSelection");
    assertThat(selection.get("residentKey").asText()).isEqualTo("required");
    assertThat(selection.get("requireResidentKey").asBoolean()).isTrue();
    assertThat(selection.get("userVerification").asText()).isEqualTo("required");
  }

  @Test
  void syncedPasskey_tellsThatItIsBackedUp() {
    Owner alice = keys.owner(new SoftAuthenticator(Keys.ORIGIN).withoutCounter()
        .with(Flag.BACKUP_ELIGIBLE).without(Flag.BACKED_UP));
    keys.assertRight(keys.secondFactor(alice.account(), alice.key().with(Flag.BACKED_UP)));

    var shown = keys.list(alice.account()).jsonPath();
    assertThat(shown.getBoolean("credentials[0].backupEligible")).isTrue();
    assertThat(shown.getBoolean("credentials[0].backedUp")).as("as its last use said").isTrue();
    assertThat(shown.getString("credentials[0].lastUsedAt")).isNotNull();
  }

  @Test
  void name_ofTheRegistrationWins_andAMakeNamesItself() {
    AccountId account = keys.nobody();
    JsonNode begun = keys.begun(tokens.of(account), "{\"name\":\"first\"}");
    ObjectNode body = new ObjectMapper().createObjectNode()
        .put("registrationId", begun.get("registrationId").asText()).put("name", " second ");
    body.set("credential", new SoftAuthenticator(Keys.ORIGIN).create(begun.get("publicKey")));
    keys.post(tokens.of(account), body).then().statusCode(201).body("name", equalTo("second"));

    keys.tryToRegister(keys.strong(account), new SoftAuthenticator(Keys.ORIGIN).aaguid(YUBIKEY))
        .then().statusCode(201).body("name", equalTo("YubiKey 5 NFC"));
    keys.tryToRegister(keys.strong(account), new SoftAuthenticator(Keys.ORIGIN))
        .then().statusCode(201).body("name", equalTo("Security key"));
  }

  @Test
  void rename_isShownAndTold() {
    Owner alice = keys.owner();
    keys.rename(keys.strong(alice.account()), alice.id(), "{\"name\":\" Safe \"}").then().statusCode(204);

    assertThat(keys.list(alice.account()).<String>path("credentials[0].name")).isEqualTo("Safe");
    topics.awaitType(alice.account(), "io.portcullis.mfa.authenticator-renamed.v1");
  }

  @Test
  void removal_ofTheLastFactorTakesTheRecoveryCodesAlong_andIsTold() {
    Owner alice = keys.owner();
    Owner spare = keys.register(alice.account(), keys.strong(alice.account()), new SoftAuthenticator(Keys.ORIGIN));
    Instant before = Instant.parse(keys.methods(alice.account()).path("changedAt"));
    clock.advance(Duration.ofSeconds(10));

    keys.remove(keys.strong(alice.account()), alice.id()).then().statusCode(204);
    assertThat(keys.methods(alice.account()).<List<String>>path("methods")).containsExactly("webauthn", "recovery-code");
    assertThat(Instant.parse(keys.methods(alice.account()).path("changedAt"))).isAfter(before.plusSeconds(5));
    keys.assertWrong(keys.secondFactor(alice.account(), alice.key()));

    keys.remove(keys.strong(alice.account()), spare.id()).then().statusCode(204);
    assertThat(keys.methods(alice.account()).<List<String>>path("methods")).isEmpty();
    assertThat(keys.overview(alice.account()).<String>path("advice")).isEqualTo("enrol-authenticator");
    assertThat(topics.await("portcullis.security-events", alice.account().toString(), 5).stream().map(TopicProbe::type)
        .filter("io.portcullis.mfa.authenticator-removed.v1"::equals)).hasSize(2);
  }

  @Test
  void eleventhKey_isRefused_alsoWhenBegunBefore() {
    AccountId account = keys.owner().account();
    for (int i = 1; i < 9; i++) {
      keys.register(account, keys.strong(account), new SoftAuthenticator(Keys.ORIGIN));
    }
    JsonNode early = keys.begun(keys.strong(account), "{}");
    keys.register(account, keys.strong(account), new SoftAuthenticator(Keys.ORIGIN));

    keys.begin(keys.strong(account), "{}").then().statusCode(409).body("type", endsWith(":too-many-authenticators"));
    keys.finish(keys.strong(account), early, new SoftAuthenticator(Keys.ORIGIN).create(early.get("publicKey")))
        .then().statusCode(409).body("type", endsWith(":too-many-authenticators"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"\"}", "{\"name\":\"a\\nb\"}", "{\"name\":\"\\u202Eevil\"}", "{\"name\":7}",
      "{\"residentKey\":\"discouraged\"}", "{\"residentKey\":0}", "{\"rpId\":\"evil.example\"}", "[]", "", "null"})
  void options_ofOtherShapes_areRefused(String body) {
    keys.begin(tokens.of(keys.nobody()), body).then().statusCode(400).body("status", equalTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\":null}", "{\"name\":\"\\u0000\"}", "{\"name\":\"x\",\"id\":\"y\"}", "{\"name\":\" \"}"})
  void newNames_thatSayNothing_areRefused(String body) {
    Owner alice = keys.owner();
    keys.rename(keys.strong(alice.account()), alice.id(), body).then().statusCode(400);
  }

  @Test
  void otherOrigins_thatAreConfigured_areOurs() {
    for (String origin : List.of(
        "https://exchange.example", "android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")) {
      Owner owner = keys.owner(new SoftAuthenticator(Keys.ORIGIN).origin(origin));
      keys.assertRight(keys.secondFactor(owner.account(), owner.key()));
    }
  }

  @Test
  void metrics_countWhatBecameOfRegistrations() {
    keys.owner();
    keys.tryToRegister(new SoftAuthenticator(Keys.ORIGIN).rpId("evil.example")).then().statusCode(403);
    assertThat(Management.metrics())
        .contains("portcullis_mfa_webauthn_registrations_total{outcome=\"registered\"")
        .contains("portcullis_mfa_webauthn_registrations_total{outcome=\"refused\"");
  }
}
