package io.portcullis.session;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnStack
class AnswerHeadersTest {

  @Inject Phone phone;

  @Test
  void cachedAnswer_givenAnswersAboutAnAccount_andRefusals_thenNobodyMayKeepThem() {
    String token = phone.signIn(newAccount()).accessToken();
    for (Response answer : List.of(given().auth().oauth2(token).get("/v1/sessions"), given().get("/v1/sessions"), phone.check(token),
        given().get("/check"), given().get("/v1/nothing"), given().auth().oauth2(token).put("/v1/sessions"),
        given().contentType("text/plain").body("x").post("/oauth2/token"), given().auth().oauth2(token).post("/v1/sign-out"))) {
      assertThat(answer.headers().getValues("Cache-Control")).as(answer.asString()).containsExactly("no-store");
    }
  }

  @Test
  void givenKeysAndMetadata_whichAreEverybodys_thenTheyMayBeKept() {
    for (String path : List.of("/.well-known/jwks.json", "/.well-known/openid-configuration")) {
      assertThat(given().get(path).headers().getValues("Cache-Control")).hasSize(1)
          .allSatisfy(value -> assertThat(value).contains("max-age"));
    }
  }
}
