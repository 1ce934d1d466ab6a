package io.portcullis.acceptance.fault;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.house.Check;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One instance of session-service, spoken to at its own port as auth-service, gateways and phones do.
record Instance(House house, Client client, Client management) {
  /// A session that was opened on a password of this moment, as its phone holds it.
  record Opened(String account, String session, String accessToken, String refreshToken) {}

  private static Client phone;

  /// The one that the suite begins with.
  static Instance first(House house) {
    return new Instance(house, phone(house).at(house.address(Service.SESSION)),
        house.stranger().at(house.management(Service.SESSION)));
  }

  static Instance of(House house, ServiceProcess another) {
    return new Instance(house, phone(house).at(URI.create("http://127.0.0.1:" + another.port())),
        house.stranger().at(URI.create("http://127.0.0.1:" + Ports.management(another.port()))));
  }

  /// Whichever instance it asks, a phone that stays where it is asks from one network.
  private static synchronized Client phone(House house) {
    if (phone == null) phone = house.stranger();
    return phone;
  }

  /// The same instance, spoken to from another network.
  Instance from(Client network) {
    return new Instance(house, network.at(client.origin()), management);
  }

  Opened open() {
    String account = UUID.randomUUID().toString();
    var opened = opening(account, Instant.now());
    return new Opened(account, opened.json().path("sessionId").asText(), opened.json().path("accessToken").asText(),
        opened.json().path("refreshToken").asText());
  }

  /// @param provedAt when the password was
  Answer opening(String account, Instant provedAt) {
    return evidence(account, provedAt).expect(200);
  }

  Client.Call evidence(String account, Instant provedAt) {
    return client.post("/internal/sessions").bearer(authService()).json(Map.of("accountId", account, "enrolled", List.of(),
        "rememberMe", false, "trustDevice", false, "evidence", List.of(Map.of("amr", "pwd", "at", provedAt.toString()))));
  }

  /// Raises a session on a code of this moment.
  ///
  /// @return its new access token
  String elevate(Opened session) {
    return client.post("/internal/sessions/" + session.session() + "/elevate").bearer(authService())
        .json(Map.of("accountId", session.account(), "evidence", List.of(Map.of("amr", "otp", "at", Instant.now().toString()))))
        .expect(200).json().path("accessToken").asText();
  }

  /// @param reason `frozen`, which bars the account, or `password-reset`
  void tighten(String account, Instant evidenceNotBefore, String reason) {
    client.put("/internal/accounts/" + account + "/standing").bearer(authService()).json(Map.of(
        "evidenceNotBefore", evidenceNotBefore.toString(), "barred", reason.equals("frozen"), "reason", reason)).expect(200);
  }

  Answer refresh(String refreshToken) {
    return client.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)).send();
  }

  /// How many refreshes it has answered so: `rotated`, `repeated`, `followed`, `reused` or `refused`.
  double refreshes(String outcome) {
    return management.get("/q/metrics").expect(200).body().lines()
        .filter(line -> line.startsWith("portcullis_refreshes_total") && line.contains("\"" + outcome + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
  }

  void signOut(String accessToken) {
    client.post("/v1/sign-out").bearer(accessToken).expect(204);
  }

  Check check() {
    return new Check(client);
  }

  boolean passes(String accessToken) {
    return check().passes(accessToken);
  }

  private String authService() {
    return house.serviceToken(Service.AUTH.fullName(), Service.SESSION);
  }
}
