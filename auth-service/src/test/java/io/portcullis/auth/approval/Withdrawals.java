package io.portcullis.auth.approval;

import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jose4j.jwt.JwtClaims;

/// A customer with settled factors, her client, and the exchange's systems.
@Singleton
public class Withdrawals {

  public static final Map<String, Object> HALF_A_BITCOIN = Map.of("type", "withdrawal", "asset", "BTC", "amount", "0.5",
      "network", "bitcoin", "address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");

  private final Customers customers;
  private final CustomerTokens tokens;
  private final MutableClock clock;
  private final TopicProbe topics;

  Withdrawals(Customers customers, CustomerTokens tokens, MutableClock clock, TopicProbe topics) {
    this.customers = customers;
    this.tokens = tokens;
    this.clock = clock;
    this.topics = topics;
  }

  public record Owner(Customer customer, Client client) {

    public AccountId account() {
      return customer.account();
    }
  }

  /// With a security key and an authenticator app, both settled long ago; a right code is one of the app's.
  public Owner owner(NeighboursDouble neighbours) {
    Customer customer = customers.active();
    neighbours.enrols(customer.account(), List.of("webauthn", "totp"), List.of("webauthn", "totp"));
    neighbours.actionsProved(customer.account(), "[\"otp\"]", Instant.EPOCH);
    return new Owner(customer, inASession(customer.account()));
  }

  public Client inASession(AccountId account) {
    return Client.fromANewNetwork().bearer(tokens.sign(claims(account), "at+jwt"));
  }

  public Client inARestrictedSession(AccountId account) {
    JwtClaims claims = claims(account);
    claims.setClaim("scope", "restricted");
    return Client.fromANewNetwork().bearer(tokens.sign(claims, "at+jwt"));
  }

  private JwtClaims claims(AccountId account) {
    return tokens.claims(account, "aal2", clock.instant().minus(Duration.ofHours(2)));
  }

  public static Client system(String name) {
    return Client.fromANewNetwork().bearer(ServiceTokenFiles.token(name, "auth-service"));
  }

  public static Map<String, Object> with(String field, Object value) {
    var changed = new HashMap<>(HALF_A_BITCOIN);
    changed.put(field, value);
    return changed;
  }

  /// Proposed by the withdrawal system.
  public static Answer propose(AccountId account, Map<String, ?> details) {
    return system("withdrawals").post("/internal/approvals", Map.of("accountId", account, "authorizationDetails", details));
  }

  public static Answer challenge(Client client, String approval, String method) {
    return client.post("/v1/approvals/" + approval + "/challenge", Map.of("method", method));
  }

  public static Answer approve(Client client, String approval) {
    challenge(client, approval, "totp");
    return show(client, approval, NeighboursDouble.RIGHT_CODE, NeighboursDouble.RIGHT_PASSPHRASE);
  }

  public static Answer show(Client client, String approval, String code, String passphrase) {
    return client.post("/v1/approvals/" + approval + "/approve", Map.of("method", "totp", "code", code, "passphrase", passphrase));
  }

  public static Answer showKey(Client client, String approval) {
    return client.post("/v1/approvals/" + approval + "/approve", Map.of("method", "webauthn",
        "credential", Map.of("id", NeighboursDouble.RIGHT_CREDENTIAL), "passphrase", NeighboursDouble.RIGHT_PASSPHRASE));
  }

  public static Answer consume(String system, String approval, String hash) {
    return system(system).post("/internal/approvals/" + approval + "/consume", Map.of("actionHash", hash));
  }

  /// Ends the time of all of the account's approvals. Not by the clock: the systems' service tokens would end with it.
  public void runOut(AccountId account) {
    customers.query("update approval set ends_at = $2 where account_id = $1", account.value(),
        clock.instant().minusSeconds(1).atOffset(ZoneOffset.UTC));
  }

  /// Types of the account's events, once there are so many of them.
  public List<String> events(AccountId account, int count) {
    return topics.await(SecurityEvent.TOPIC, account.toString(), count).stream()
        .map(record -> TopicProbe.type(record).replaceFirst("io.portcullis.auth.", "").replaceFirst(".v1$", "")).toList();
  }

  /// The `action` of each of the account's events of a type, in order, once the outbox is empty.
  public List<String> actions(AccountId account, String type) {
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> customers.count("select count(*) from outbox where aggregateid = $1", account.toString()) == 0);
    return topics.present(SecurityEvent.TOPIC, account.toString()).stream()
        .filter(record -> TopicProbe.type(record).equals("io.portcullis.auth." + type + ".v1"))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8).replaceFirst(".*\"action\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  public List<String> refusals(AccountId account, int events) {
    return topics.await(SecurityEvent.TOPIC, account.toString(), events).stream()
        .filter(record -> TopicProbe.type(record).endsWith("approval-refused.v1"))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8).replaceFirst(".*\"reason\":\"(\\w+)\".*", "$1"))
        .toList();
  }
}
