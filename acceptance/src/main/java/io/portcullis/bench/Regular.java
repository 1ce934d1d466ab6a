package io.portcullis.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Inbox;
import io.portcullis.devstack.Ports;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A customer who comes often, always on the same device.
final class Regular {
  private final Customer customer;
  private String accessToken;
  private String refreshToken;

  /// @param customer signed in
  private Regular(Customer customer) {
    this.customer = customer;
    this.accessToken = customer.accessToken();
    this.refreshToken = customer.refreshToken();
  }

  /// One customer per connection, each signed in on a device that the house then knows.
  static List<Regular> register(Ports ports, int connections) {
    System.out.printf("registering %d customers%n", connections);
    var inbox = new Inbox(URI.create("http://127.0.0.1:" + ports.inbox()));
    var regulars = new ArrayList<Regular>();
    for (int i = 0; i < connections; i++) {
      Client client = Client.of(URI.create("http://127.0.0.1:" + ports.gateway()), InetAddress.ofLiteral("127.30.0." + (1 + i)));
      var customer = new Customer(client, inbox, Identifier.email("bench"), Identifier.password());
      customer.join();
      customer.signIn();
      regulars.add(new Regular(customer));
    }
    return regulars;
  }

  /// Signs in anew, on what has become a new device.
  void comeBack() {
    customer.signIn();
    holds(customer.accessToken(), customer.refreshToken());
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
