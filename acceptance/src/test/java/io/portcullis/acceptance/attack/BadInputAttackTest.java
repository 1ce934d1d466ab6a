package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.openapi.Contract;
import io.portcullis.acceptance.openapi.Operation;
import io.portcullis.devstack.Service;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever is sent: a problem of the 4xx, never a 5xx, never a stack trace, never a changed row.
@AgainstTheHouse
class BadInputAttackTest {
  private static final int CALLS_PER_NETWORK = 20;

  private static final List<String> ACCEPT = List.of("text/html", "text/plain", "image/png", "garbage", "", "*/*;q=0", "application/json;q=0",
      "text/html;q=1, */*;q=0.1", "a/b/c", "/", ",,,", "q=0", "text/html;q=2", "application/xml", "application/json;charset=utf-16");

  /// Tables from which a sweep takes the rows of other tests within minutes: they may shrink, and not grow.
  private static final Set<String> SWEPT = Set.of("auth.public.quarantined_identifier", "mfa.public.guess_budget", "mfa.public.password_proof",
      "mfa.public.pending_code_address");

  private final House house;
  private final SoftAssertions soft = new SoftAssertions();
  private Customer customer;
  private JsonNode receiver;
  private Client attacker;
  private int calls;

  BadInputAttackTest(House house) {
    this.house = house;
  }

  @BeforeEach
  void signIn() {
    customer = house.signedIn();
    house.inbox().await(customer.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze"));
    receiver = operator(notification -> notification.post("/internal/shared-signals/receivers")
        .json(Map.of("name", "r-" + UUID.randomUUID(), "audience", "https://receiver.example"))).expect(201).json();
  }

  @AfterEach
  void removeReceiver() {
    operator(notification -> notification.delete("/internal/shared-signals/receivers/" + receiver.path("id").asText())).expect(204);
  }

  private Client.Call operator(Function<Client, Client.Call> call) {
    return call.apply(house.stranger().at(house.address(Service.NOTIFICATION))).bearer(house.serviceToken("operator", Service.NOTIFICATION));
  }

  @Test
  void badInput_givenEveryPublicOperation_whenSentThroughTheGateway_thenAProblemAndNoChangedRow() {
    Map<String, Long> before = quietRowCounts();
    Contract contract = house.contract();
    var malformations = new Malformations(contract);
    contract.operations().stream().filter(operation -> !operation.template().startsWith("/internal/"))
        .filter(operation -> !operation.template().equals("/check"))
        .forEach(operation -> malformations.of(operation).forEach(bad -> tryOn(operation, bad, Optional.empty())));
    assertUnchanged(before);
    soft.assertAll();
  }

  @Test
  void badInput_givenEveryOperation_whenSentToTheServiceItself_thenAProblemAndNoChangedRow() {
    Map<String, Long> before = quietRowCounts();
    for (Service service : Service.values()) {
      var contract = new Contract(house.documents().services().get(service.fullName()));
      var malformations = new Malformations(contract);
      contract.operations().forEach(operation -> malformations.of(operation).forEach(bad -> tryOn(operation, bad, Optional.of(service))));
    }
    assertUnchanged(before);
    soft.assertAll();
  }

  /// The worst of it was a refresh: the token was rotated, and its successor was in an answer that nobody could read.
  @Test
  void lostAnswer_givenEveryOperation_whenSentWithAnyAccept_thenItIsAnsweredInItsOneRepresentation() {
    for (Service service : Service.values()) {
      var contract = new Contract(house.documents().services().get(service.fullName()));
      contract.operations().forEach(operation -> ACCEPT.forEach(accept -> askFor(accept, operation, service)));
    }
    // Somebody else's: the operations above have signed the first customer out.
    String token = house.signedIn().refreshToken();
    for (String accept : ACCEPT) {
      Answer answer = house.stranger().post("/oauth2/token").header("Accept", accept)
          .form(Map.of("grant_type", "refresh_token", "refresh_token", token)).expect(200);
      assertThat(answer.mediaType()).as(accept).isEqualTo("application/json");
      token = answer.json().path("refresh_token").asText();
    }
    soft.assertAll();
  }

  private void askFor(String accept, Operation operation, Service service) {
    Client.Call call = attacker().at(house.address(service)).call(operation.method(), operation.template().replaceAll("\\{[^}]+}", "x"))
        .header("Accept", accept);
    if (operation.requestBody("application/json").isPresent()) call.json(Map.of());
    if (operation.requestBody("application/x-www-form-urlencoded").isPresent()) call.form(Map.of("token", "x"));
    token(operation, Optional.of(service)).ifPresent(call::bearer);
    Answer answer = call.send();
    String what = "%s with Accept: %s → %d %s".formatted(operation, accept, answer.status(), answer.body());
    soft.assertThat(answer.status()).as(what).isLessThan(500).isNotEqualTo(406);
    soft.assertThat(answer.header("Cache-Control")).as(what).isPresent();
    boolean isJson = operation.definition().path("responses").path("200").path("content").propertyStream()
        .allMatch(content -> content.getKey().equals("application/json"));
    if (!answer.body().isEmpty() && isJson) {
      soft.assertThat(answer.mediaType()).as(what).isIn("application/json", "application/problem+json");
    }
  }

  private Answer send(Operation operation, Malformation bad, Optional<Service> service) {
    Client gateway = attacker();
    Client.Call call = bad.request().apply(service.map(there -> gateway.at(house.address(there))).orElse(gateway));
    token(operation, service).ifPresent(call::bearer);
    return call.send();
  }

  private void tryOn(Operation operation, Malformation bad, Optional<Service> service) {
    String what = "%s, %s".formatted(operation, bad.name());
    Answer answer;
    try {
      answer = send(operation, bad, service);
    } catch (UncheckedIOException closed) {
      // Who is still writing when the service hangs up may miss the words. The gateway reads on, so they arrive there.
      if (service.isPresent() && bad.isOversized()) return;
      // The service hung up on the one before, which was too long for it, and this one was sent on the same connection.
      soft.assertThat(service).as("%s: %s", what, closed).isPresent();
      answer = send(operation, bad, service);
    }
    // Asks for proof of effort before anything is looked at, and leaves no row: as good as a refusal. The puzzle is its own
    // record, signed and kept by the client. Were anything stored beside it, the rows counted at the end would tell.
    if (answer.status() == 200 && answer.body().startsWith("{\"status\":\"human-verification\"")) return;
    soft.assertThat(answer.status()).as("%s: %s", what, answer.body()).isBetween(400, 499);
    soft.assertThat(answer.body()).as(what).doesNotContain("Exception", "\tat ", "java.", "io.portcullis", "SELECT ", "<html");
    // The server's own words for a request line past its limit: three long ids in one path.
    if (answer.status() == 414 && service.isPresent() && bad.name().startsWith("a long id")) return;
    if (answer.isProblem()) {
      // A body that is not signed is not looked at.
      boolean isSigned = operation.template().equals("/mail-reports");
      if (!bad.slugs().isEmpty() && !isSigned) soft.assertThat(answer.problem()).as("%s: %s", what, answer.body()).isIn(bad.slugs());
    } else {
      // RFC 6749 §5.2 has its own form of problem, and these endpoints have no other.
      soft.assertThat(operation.template()).as("%s: %s is no problem: %s", what, answer.mediaType(), answer.body()).startsWith("/oauth2/");
      soft.assertThat(answer.mediaType()).as(what).isEqualTo("application/json");
      soft.assertThat(answer.body()).as(what).contains("\"error\"");
    }
  }

  private Optional<String> token(Operation operation, Optional<Service> service) {
    if (operation.template().matches("/internal/(approvals|holds|alerts).*")) return service.map(callee -> house.serviceToken("withdrawals", callee));
    if (operation.template().startsWith("/ssf/")) return Optional.of(receiver.path("token").asText());
    if (operation.template().matches("/internal/(webhooks|shared-signals|audit).*")) {
      return service.map(callee -> house.serviceToken("operator", callee));
    }
    if (operation.template().startsWith("/internal/")) return service.map(this::callerOf);
    if (operation.template().equals("/oauth2/introspect")) return Optional.of(house.serviceToken("gateway", Service.SESSION));
    return operation.template().startsWith("/v1/") && !operation.definition().path("security").isEmpty()
        ? Optional.of(customer.accessToken()) : Optional.empty();
  }

  private String callerOf(Service callee) {
    return house.serviceToken(callee == Service.AUTH ? "recovery-service" : "auth-service", callee);
  }

  /// Limits per network must not answer in the place of what is tested here.
  private Client attacker() {
    if (calls++ % CALLS_PER_NETWORK == 0) attacker = house.stranger();
    return attacker;
  }

  private void assertUnchanged(Map<String, Long> before) {
    Map<String, Long> after = quietRowCounts();
    soft.assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((table, rows) -> {
      if (SWEPT.contains(table)) soft.assertThat(after.get(table)).as(table).isLessThanOrEqualTo(rows);
      else soft.assertThat(after.get(table)).as(table).isEqualTo(rows);
    });
  }

  /// Counts once nothing is on its way any more, and leaves out what only passes through.
  private Map<String, Long> quietRowCounts() {
    house.awaitQuiet();
    var counts = new TreeMap<>(house.databases().rowCounts());
    assertThat(counts).isNotEmpty();
    // The audit log follows the trail, whose rows are counted, after some seconds.
    counts.keySet().removeIf(table -> table.contains("outbox") || table.matches("notification\\.public\\.audit_(leaf|tile)"));
    return counts;
  }
}
