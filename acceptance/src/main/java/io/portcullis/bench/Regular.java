package io.portcullis.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Inbox;
import io.portcullis.devstack.Ports;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A customer who comes often, always on the same device.
final class Regular {
  /// Fewer would sign in so often, while they are measured, that they reach the limit of sessions.
  private static final int AT_LEAST = 256;

  private final Customer customer;
  private String accessToken;
  private String refreshToken;

  /// @param customer signed in
  private Regular(Customer customer) {
    this.customer = customer;
    this.accessToken = customer.accessToken();
    this.refreshToken = customer.refreshToken();
  }

  /// The same number of customers per connection, each signed in on a device that the house then knows.
  static List<Regular> register(Ports ports, int connections) {
    int perConnection = Math.ceilDiv(AT_LEAST, connections);
    System.out.printf("registering %d customers%n", perConnection * connections);
    var inbox = new Inbox(URI.create("http://127.0.0.1:" + ports.inbox()));
    return IntStream.range(0, perConnection * connections).parallel().mapToObj(number -> {
      Client client = Client.of(URI.create("http://127.0.0.1:" + ports.gateway()),
          InetAddress.ofLiteral("127.30.%d.%d".formatted(number / 250, 1 + number % 250)));
      var customer = new Customer(client, inbox, Identifier.email("bench"), Identifier.password());
      customer.join();
      customer.signIn();
      return new Regular(customer);
    }).toList();
  }

  /// Signs in anew; on a new device, if the house has forgotten this one.
  void comeBack() {
    customer.signIn();
    holds(customer.accessToken(), customer.refreshToken());
  }

  /// Takes an access token that is young.
  void refresh() {
    var answer = customer.client().post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken))
        .expect(200).json();
    holds(answer.path("access_token").asText(), answer.path("refresh_token").asText());
  }

  /// Ends all sessions but the last.
  void signOutElsewhere() {
    customer.client().delete("/v1/sessions").bearer(accessToken).expect(204);
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

  /// Chooses the trading passphrase, in a session that the security key opens.
  void choosePassphrase(String passphrase) {
    customer.signInWithPasskey();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", passphrase)).expect(204);
    holds(customer.accessToken(), customer.refreshToken());
  }

  /// The id of the account.
  String account() {
    return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]))).getString("sub");
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
