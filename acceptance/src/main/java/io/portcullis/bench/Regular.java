package io.portcullis.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.vertx.core.json.JsonObject;

/// A customer who comes often, always on the same device.
final class Regular {
  private final Customer customer;
  private String accessToken;
  private String refreshToken;

  /// @param customer signed in
  Regular(Customer customer) {
    this.customer = customer;
    this.accessToken = customer.accessToken();
    this.refreshToken = customer.refreshToken();
  }

  /// Adds an authenticator app.
  void enrolApp() {
    customer.signIn();
    customer.confirmTotp(customer.beginTotp());
  }

  /// Adds a security key beside the app.
  void enrolKey() {
    customer.prove(customer.offerPassword().secondFactor(), "totp", code());
    customer.enrolSecurityKey("key");
  }

  /// What the app shows now.
  String code() {
    return customer.totp().current();
  }

  /// @param options PublicKeyCredentialRequestOptionsJSON
  /// @return AuthenticationResponseJSON
  JsonObject assertion(JsonObject options) {
    try {
      return new JsonObject(customer.securityKey().get(Client.JSON.readTree(options.encode())).toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void holds(String access, String refresh) {
    accessToken = access;
    refreshToken = refresh;
  }

  String identifier() {
    return customer.identifier();
  }

  String password() {
    return customer.password();
  }

  String deviceToken() {
    return customer.held().deviceToken();
  }

  String accessToken() {
    return accessToken;
  }

  String refreshToken() {
    return refreshToken;
  }
}
