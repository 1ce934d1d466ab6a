package io.portcullis.mfa.webauthn;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.Keys.Owner;
import io.portcullis.runtime.token.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class WebAuthnAccessTest {

  @Inject Keys keys;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;

  @Test
  void customerApi_isClosedToServicesAndToTheAnonymous() {
    given().get("/v1/mfa/webauthn").then().statusCode(401);
    given().auth().oauth2(Keys.authService()).get("/v1/mfa/webauthn").then().statusCode(403);
    keys.begin(Keys.authService(), "{}").then().statusCode(403);
  }

  @Test
  void passkeys_areForAuthServiceAlone() {
    String body = "{\"attempt\":\"a\"}";
    for (String path : List.of("/internal/passkeys", "/internal/passkeys/" + UUID.randomUUID() + "/verify")) {
      given().contentType(ContentType.JSON).body(body).post(path).then().statusCode(401);
      given().auth().oauth2(tokens.of(keys.nobody())).contentType(ContentType.JSON).body(body).post(path)
          .then().statusCode(403);
      given().auth().oauth2(ServiceTokenFiles.token("gateway", "session-service")).contentType(ContentType.JSON).body(body)
          .post(path).then().statusCode(401);
    }
  }

  @Test
  void stolenSession_givenTheOwnerHasAKey_whenItKnowsOnlyThePassword_thenItChangesNothing() {
    Owner alice = keys.owner();
    String weak = tokens.of(alice.account());
    for (Response refused : new Response[] {keys.begin(weak, "{}"), keys.rename(weak, alice.id(), "{\"name\":\"x\"}"),
        keys.remove(weak, alice.id())}) {
      refused.then().statusCode(401).body("type", endsWith(":insufficient-user-authentication"))
          .header("WWW-Authenticate", containsString("insufficient_user_authentication"));
    }
    assertThat(keys.list(alice.account()).<List<?>>path("credentials")).hasSize(1);
  }

  @Test
  void stolenSession_givenARegistrationBegunBeforeTheOwnersOwn_whenFinishedAfterIt_thenRefused() {
    AccountId account = keys.nobody();
    String stolen = tokens.of(account);
    JsonNode begun = keys.begun(stolen, "{}");
    keys.register(account, tokens.of(account), new SoftAuthenticator(Keys.ORIGIN));

    keys.finish(stolen, begun, new SoftAuthenticator(Keys.ORIGIN).create(begun.get("publicKey"))).then().statusCode(401);
    assertThat(keys.list(account).<List<?>>path("credentials")).hasSize(1);
  }

  @Test
  void downgrade_givenTheOwnerHasAKey_whenOnlyAWeakerFactorWasShown_thenTheKeyStays() {
    Owner alice = keys.owner();
    keys.remove(tokens.of(alice.account(), "aal2", clock.instant()), alice.id()).then().statusCode(401)
        .header("WWW-Authenticate", containsString("acr_values=\"phr\""));
    assertThat(keys.list(alice.account()).<List<?>>path("credentials")).hasSize(1);
  }

  @Test
  void oldSession_changesNothing() {
    Owner alice = keys.owner();
    String old = tokens.of(alice.account(), "phr", clock.instant().minusSeconds(302));
    keys.begin(old, "{}").then().statusCode(401);
    keys.rename(old, alice.id(), "{\"name\":\"x\"}").then().statusCode(401);
    keys.remove(old, alice.id()).then().statusCode(401);
  }

  @Test
  void restrictedSession_mayEnrol_andNothingElse() {
    Owner alice = keys.owner();
    var claims = tokens.claims(alice.account(), "aal2", clock.instant());
    claims.setClaim("scope", Customer.RESTRICTED);
    String restricted = tokens.sign(claims, "at+jwt");

    keys.tryToRegister(restricted, new SoftAuthenticator(Keys.ORIGIN)).then().statusCode(201);
    keys.rename(restricted, alice.id(), "{\"name\":\"x\"}").then().statusCode(401);
    keys.remove(restricted, alice.id()).then().statusCode(401);
    given().auth().oauth2(restricted).get("/v1/mfa/webauthn").then().statusCode(200);
  }

  @Test
  void idor_givenSomeoneElsesKey_thenItAnswersExactlyLikeAnUnknownOne() {
    Owner alice = keys.owner();
    Owner mallory = keys.owner();
    String token = keys.strong(mallory.account());
    String unknown = UUID.randomUUID().toString();

    same(keys.remove(token, alice.id()), keys.remove(token, unknown));
    same(keys.rename(token, alice.id(), "{\"name\":\"x\"}"), keys.rename(token, unknown, "{\"name\":\"x\"}"));
    keys.remove(token, "not-an-id").then().statusCode(404);
    keys.rename(token, "1-1-1-1-1", "{\"name\":\"x\"}").then().statusCode(404);
    assertThat(keys.list(alice.account()).<String>path("credentials[0].name")).isEqualTo("Security key");
    assertThat(keys.list(mallory.account()).<List<?>>path("credentials")).hasSize(1);
  }

  private static void same(Response others, Response none) {
    assertThat(others.statusCode()).isEqualTo(none.statusCode()).isEqualTo(404);
    assertThat(others.asString()).isEqualTo(none.asString());
  }

  @Test
  void stolenSession_givenAKeyIsTheOnlyFactor_whenEnrollingAnApp_thenTheKeyIsAskedFor() {
    Owner alice = keys.owner();
    given().auth().oauth2(tokens.of(alice.account())).contentType(ContentType.JSON).body("{}").post("/v1/mfa/totp")
        .then().statusCode(401);
  }
}
