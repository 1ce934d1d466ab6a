package io.portcullis.mfa;

import static io.restassured.RestAssured.given;

import io.portcullis.contracts.AccountId;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/// auth-service, asking the owner of an account about an unusual sign-in.
@Singleton
class Confirmations {

  private final Customers customers;

  Confirmations(Customers customers) {
    this.customers = customers;
  }

  /// What every call tells about the challenge.
  static Map<String, String> binding(AccountId account, String address) {
    return Map.of("accountId", account.toString(), "purpose", "sign-in-confirmation", "attempt", "attempt-1",
        "validatedAddress", address);
  }

  static Map<String, String> preparation(AccountId account, String address) {
    return with(binding(account, address), "method", methodOf(address));
  }

  static Map<String, String> answer(AccountId account, String address, String code) {
    return with(preparation(account, address), "code", code);
  }

  static Map<String, String> with(Map<String, String> members, String name, String value) {
    var more = new HashMap<>(members);
    more.put(name, value);
    return more;
  }

  private static String methodOf(String address) {
    return address.startsWith("+") ? "sms" : "email";
  }

  Response begin(Map<String, ?> request) {
    return given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(request)
        .post("/internal/challenges");
  }

  String challenge(AccountId account, String address) {
    return begin(binding(account, address)).then().statusCode(201).extract().path("challengeId");
  }

  Response prepare(String challenge, Map<String, ?> preparation) {
    return given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(preparation)
        .post("/internal/challenges/{id}/prepare", challenge);
  }

  JsonPath prepare(String challenge, AccountId account, String address) {
    return prepare(challenge, preparation(account, address)).then().statusCode(200).extract().jsonPath();
  }

  /// The code that is sent for this challenge.
  String send(String challenge, AccountId account, String address) {
    return customers.codeIn(account, prepare(challenge, account, address).getString("messageId"));
  }

  String outcome(String challenge, AccountId account, String address, String code) {
    return customers.verify(challenge, answer(account, address, code)).then().statusCode(200).extract().path("outcome");
  }
}
