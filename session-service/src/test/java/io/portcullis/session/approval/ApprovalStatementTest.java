package io.portcullis.session.approval;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is signed about an approved action, and that it is good for nothing else.
@OnStack
class ApprovalStatementTest {

  private static final String HASH = "MYAcLO9EZOv2l3r3JxlhAkeT4kUb6PS-vtTDCg2A7LE";

  @Inject Phone phone;
  @Inject MutableClock clock;
  @ConfigProperty(name = "portcullis.origin") String issuer;

  private final AccountId account = newAccount();
  private final UUID approval = UUID.randomUUID();

  private Phone.Tokens signedIn;

  private Phone.Tokens tokens() {
    signedIn = signedIn == null ? phone.signIn(account) : signedIn;
    return signedIn;
  }

  private Map<String, Object> approved() {
    var body = new HashMap<String, Object>();
    body.put("approvalId", approval);
    body.put("accountId", account);
    body.put("sessionId", tokens().session());
    body.put("audience", "withdrawals");
    body.put("actionHash", HASH);
    body.put("acr", "phr");
    body.put("amr", List.of("pop", "user", "mfa"));
    body.put("lifetime", 300);
    return body;
  }

  private static Response sign(String token, Map<String, Object> body) {
    return given().auth().oauth2(token).contentType("application/json").body(body).post("/internal/approval-statements");
  }

  private String statement() {
    return sign(Phone.authService(), approved()).then().statusCode(200).extract().path("statement");
  }

  @Test
  void statement_givenAnApprovedAction_thenItsAudienceVerifiesIt_byThePublishedKeys() throws Exception {
    var keys = new JsonWebKeySet(given().get("/.well-known/jwks.json").asString());
    JwtClaims claims = new JwtConsumerBuilder().setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
        .setExpectedType(true, "approval+jwt").setExpectedIssuer(issuer).setExpectedAudience("withdrawals")
        .setRequireExpirationTime().setEvaluationTime(NumericDate.fromMilliseconds(clock.millis())).build().processToClaims(statement());

    assertThat(claims.getSubject()).isEqualTo(account.toString());
    assertThat(claims.getJwtId()).isEqualTo(approval.toString());
    assertThat(claims.getClaimValue("action_hash")).isEqualTo(HASH);
    assertThat(claims.getClaimValue("acr")).isEqualTo("phr");
    assertThat(claims.getStringListClaimValue("amr")).containsExactly("pop", "user", "mfa");
    assertThat(claims.hasClaim("sid")).as("no system of the exchange learns of sessions").isFalse();
    assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue()).isEqualTo(300);
  }

  @Test
  void a44StaleAuthority_givenTheSessionHasEnded_orIsAnotherAccounts_thenNothingIsSigned() {
    Map<String, Object> approved = approved();
    given().auth().oauth2(tokens().accessToken()).post("/v1/sign-out").then().statusCode(204);
    assertThat(sign(Phone.authService(), approved).then().statusCode(200).extract().<String>path("statement")).isNull();
    approved.put("sessionId", phone.signIn(newAccount()).session());
    assertThat(sign(Phone.authService(), approved).then().statusCode(200).extract().<String>path("statement")).isNull();
  }

  private boolean isLive(AccountId whose, Object session) {
    return given().auth().oauth2(Phone.authService()).get("/internal/accounts/{account}/sessions/{session}", whose.toString(), session.toString())
        .then().statusCode(200).extract().path("live");
  }

  @Test
  void a44StaleAuthority_givenTheSessionHasEnded_orIsAnotherAccounts_thenItIsNotLive() {
    assertThat(isLive(account, tokens().session())).isTrue();
    assertThat(isLive(newAccount(), tokens().session())).isFalse();
    given().auth().oauth2(tokens().accessToken()).post("/v1/sign-out").then().statusCode(204);
    assertThat(isLive(account, tokens().session())).isFalse();
    given().auth().oauth2(Phone.authService()).get("/internal/accounts/{account}/sessions/{session}", "nobody", "none").then().statusCode(404);
    given().auth().oauth2(phone.signIn(account).accessToken())
        .get("/internal/accounts/{account}/sessions/{session}", account.toString(), tokens().session().toString()).then().statusCode(403);
  }

  @Test
  void a10TokenSubstitution_givenAStatement_thenItIsNoAccessToken() {
    String statement = statement();
    assertThat(phone.check(statement).statusCode()).isEqualTo(401);
    assertThat(given().auth().oauth2(statement).get("/v1/sessions").statusCode()).isEqualTo(401);
  }

  @Test
  void a10TokenSubstitution_givenAnybodyButAuthService_thenNothingIsSigned() {
    assertThat(sign(phone.signIn(account).accessToken(), approved()).statusCode()).isEqualTo(403);
    assertThat(sign(ServiceTokenFiles.token("gateway", "session-service"), approved()).statusCode()).isEqualTo(403);
    assertThat(sign(Phone.operator(), approved()).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"audience | portcullis", "audience | 'two words'", "acr | aal1", "lifetime | 301", "lifetime | 0",
      "actionHash | short", "accountId | nobody", "typ | at+jwt"})
  void badInput_givenWhatAnApprovalNeverIs_thenNothingIsSigned(String field, String value) {
    Map<String, Object> body = approved();
    body.put(field, value);
    assertThat(sign(Phone.authService(), body).statusCode()).isEqualTo(400);
  }
}
