package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Needles;
import io.portcullis.acceptance.house.Secrets;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Walks canaries through the house, then turns it upside down: none of them, and nothing secret that any test of this
/// run typed or was given, may lie in a log, a topic, a table, Redis or a metric.
@AgainstTheHouse
@Order(Sequence.SWEEP)
class CanarySweepTest {
  /// The trail is verified bit by bit, once a minute.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final House house;
  private final Secrets secrets;
  /// Short codes by kind, one of each customer.
  private final Map<String, List<String>> codes = new HashMap<>();
  private final Map<String, Set<String>> sightings = new TreeMap<>();

  CanarySweepTest(House house) {
    this.house = house;
    this.secrets = house.secrets();
  }

  @Test
  void secretLeak_givenSecretsInRightAndWrongFields_whenTheHouseIsSearched_thenNoneIsFoundAnywhere() throws IOException {
    String account = typeSecretsWhereTheyBelong();
    typeSecretsWhereTheyBelong();
    typeSecretsWhereTheyDoNotBelong();
    house.awaitQuiet();
    assertThat(secrets.values()).hasSizeGreaterThan(20);

    var needles = new Needles(secrets.values());
    // A search that finds nothing proves something only if it finds what is there.
    var control = new Needles(List.of(account));
    var found = new ArrayList<String>();
    var controlled = new TreeSet<String>();
    house.haystack().read((where, text) -> {
      needles.in(text).forEach(hit -> found.add(where + ": " + hit));
      if (!control.in(text).isEmpty()) controlled.add(where);
      codes.forEach((kind, pair) -> pair.stream().filter(code -> standsIn(text, code)).forEach(code -> sightings
          .computeIfAbsent(kind + " in " + where, _ -> new TreeSet<>()).add(code)));
    });
    assertThat(found).isEmpty();
    assertThat(controlled).anyMatch(where -> where.startsWith("topic ")).anyMatch(where -> where.startsWith("table auth"))
        .anyMatch(where -> where.startsWith("table session")).anyMatch(where -> where.startsWith("table mfa"))
        .anyMatch(where -> where.startsWith("table notification")).anyMatch(where -> where.startsWith("table recovery"));
    // Six digits turn up by chance; the same kind of code of two customers in the same place does not.
    assertThat(sightings).allSatisfy((where, seen) -> assertThat(seen).as(where).hasSizeLessThan(2));
  }

  @Test
  void back7_givenAccountsThatWereErasedInThisRun_thenTheAuditTrailIsWholeBeyondThem() {
    Map<Integer, Long> erased = house.trail().lastOfClosedAccounts();
    assumeThat(erased).as("accounts that were closed in this run").isNotEmpty();
    Eventually.holds(PATIENCE, "their chains are verified", () -> {
      Map<Integer, Long> verified = house.trail().verified();
      return erased.entrySet().stream().allMatch(last -> verified.getOrDefault(last.getKey(), 0L) >= last.getValue());
    });
    assertThat(house.stranger().at(house.management(Service.NOTIFICATION)).get("/q/metrics").expect(200).body())
        .containsPattern("(?m)^portcullis_audit_broken_chains(\\{[^}]*})? 0\\.0$");
  }

  private String typeSecretsWhereTheyBelong() {
    Customer customer = house.newcomer();
    Customer.Registration registration = customer.register();
    code("registration code", house.inbox().awaitNumber(1, customer.identifier()).code());
    String account = customer.verify(registration).accountId();
    customer.signIn();
    customer.setAntiPhishingCode(canary("phrase"));
    customer.confirmTotp(customer.beginTotp());
    code("TOTP", customer.totp().current());
    customer.recoveryCodes().forEach(secrets::add);
    customer.askForPasswordLink();
    Letter letter = house.inbox().await(customer.identifier(), "a password link", found -> found.linksTo("/recovery/password"));
    customer.setPasswordWith(letter.linkToken(), canary("password"));
    customer.prove(customer.offerPassword().secondFactor(), "recovery-code", customer.recoveryCodes().getFirst());
    resetByPhone();
    house.inbox().letters(customer.identifier()).stream().filter(any -> any.text().contains("#token=")).map(Letter::linkToken).forEach(secrets::add);
    return account;
  }

  private void resetByPhone() {
    Customer customer = house.newcomer(Identifier.phone());
    customer.join();
    String resetId = customer.client().post("/v1/recovery/password").json(Map.of("identifier", customer.identifier())).expect(202)
        .json().path("resetId").asText();
    secrets.add(resetId);
    Letter letter = house.inbox().await(customer.identifier(), "a code", Letter::resetsPassword);
    code("reset code", letter.code());
    String token = customer.client().post("/v1/recovery/password/code").json(Map.of("resetId", resetId, "code", letter.code())).expect(200)
        .json().path("token").asText();
    secrets.add(token);
    customer.setPasswordWith(token, canary("password-by-code"));
  }

  /// People paste into the wrong box, and so do programs.
  private void typeSecretsWhereTheyDoNotBelong() {
    Client client = house.stranger();
    String token = house.signedIn().accessToken();
    client.post("/v1/accounts").json(Map.of("identifier", canary("as-identifier"), "password", canary("beside"))).send();
    client.post("/v1/accounts").json(Map.of("identifier", Identifier.email("x").value(), "password", canary("with-locale"), "locale", canary("as-locale"))).send();
    client.post("/v1/accounts").json(Map.of("identifier", Identifier.email("x").value(), "passwort", canary("in-a-misspelt-field"))).send();
    client.post("/v1/accounts/verify").json(Map.of("registrationId", canary("as-id"), "code", canary("as-code"))).send();
    client.post("/v1/accounts").body("application/json", "{\"password\": \"" + canary("in-broken-json") + "\"").send();
    client.post("/v1/accounts").body("text/plain", canary("as-text")).send();
    client.post("/v1/sign-in").json(Map.of("identifier", canary("as-name"), "password", canary("wrong"))).send();
    client.post("/v1/sign-in").json(Map.of("identifier", Identifier.email("x").value(), "password", canary("wrong"), "deviceToken", "pdt_" + canary("device"))).send();
    client.post("/v1/sign-in/" + canary("as-sign-in") + "/verify").json(Map.of("method", canary("as-method"), "code", canary("as-code"))).send();
    client.post("/oauth2/token").form(Map.of("grant_type", canary("as-grant"), "refresh_token", "prt_" + canary("refresh"))).send();
    client.post("/oauth2/token").body("application/x-www-form-urlencoded", "grant_type=refresh_token&refresh_token=" + canary("misescaped") + "%zz").send();
    client.post("/oauth2/revoke").form(Map.of("token", canary("revoked"))).send();
    client.get("/v1/account").bearer(canary("bearer")).send();
    client.get("/v1/account").header("Authorization", "Basic " + canary("basic")).send();
    client.get("/v1/activity?after=" + canary("in-the-query")).bearer(token).send();
    client.delete("/v1/sessions/" + canary("in-the-path")).bearer(token).send();
    client.post("/v1/mfa/totp/confirm").bearer(token).json(Map.of("id", canary("as-id"), "code", canary("as-code"))).send();
    client.put("/v1/recovery/password").json(Map.of("token", canary("as-token"), "password", canary("beside-a-token"))).send();
    client.post("/v1/recovery/password/inspect").json(Map.of("token", canary("inspected"))).send();
    client.post("/v1/recovery/password/code").json(Map.of("resetId", canary("as-reset"), "code", canary("as-reset-code"))).send();
    client.post("/v1/recovery/freeze").json(Map.of("token", canary("freezing"))).send();
    client.post("/v1/recovery/password").json(Map.of("identifier", canary("as-address") + "@example.org")).send();
  }

  private String canary(String where) {
    String canary = "canary-" + where + "-" + Identifier.password().substring(21);
    secrets.add(canary);
    return canary;
  }

  private void code(String kind, String code) {
    codes.computeIfAbsent(kind, _ -> new ArrayList<>()).add(code);
  }

  private static boolean standsIn(String text, String code) {
    return text.contains(code) && Pattern.compile("(?<![\\w.])" + code + "(?![\\w.])").matcher(text).find();
  }
}
