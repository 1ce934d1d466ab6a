package io.portcullis.acceptance.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The four calls of docs/money.md that a withdrawal system needs.
public final class PortcullisCalls {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  /// The service token has just expired, or you ask too often.
  private static final Set<Integer> TRY_AGAIN = Set.of(401, 429);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI authService;
  private final Supplier<String> serviceToken;
  private final BiConsumer<HttpRequest, Told> log;

  /// @param authService  itself: no gateway routes `/internal`
  /// @param serviceToken read anew for each call, since it lives for minutes
  /// @param log          hears of each request and of what it was answered
  public PortcullisCalls(URI authService, Supplier<String> serviceToken, BiConsumer<HttpRequest, Told> log) {
    this.authService = authService;
    this.serviceToken = serviceToken;
    this.log = log;
  }

  /// @param sent the body of the request; empty when it had none
  public record Told(String sent, HttpResponse<String> answer) {}

  /// Asks the customer. Again with the same number: the same approval.
  ///
  /// @return the approval's id, for the customer's client to show and approve
  public Optional<String> propose(Withdrawal withdrawal) {
    return send(post("/internal/approvals", "withdrawal-" + withdrawal.number()),
        Map.of("accountId", withdrawal.account(), "authorizationDetails", withdrawal.authorizationDetails()))
        .filter(answer -> answer.statusCode() == 201).map(answer -> json(answer).path("approvalId").asText());
  }

  /// `open`, `approved`, `declined`, `expired` or `consumed`; empty when nobody knows.
  public Optional<String> state(String approval) {
    return send(request("/internal/approvals/" + approval).GET(), Map.of())
        .filter(answer -> answer.statusCode() == 200).map(answer -> json(answer).path("state").asText());
  }

  /// Uses the approval up for exactly this withdrawal. Holds, locks and the address book are looked at in this call.
  public Release consume(String approval, Withdrawal withdrawal) {
    return send(post("/internal/approvals/" + approval + "/consume", "execution-" + withdrawal.number()),
        Map.of("actionHash", withdrawal.actionHash())).map(PortcullisCalls::release).orElseGet(Release.Unknown::new);
  }

  /// Whether money may leave without an approval: for a withdrawal that an API key asked for, right before it is paid.
  public Release checkHolds(Withdrawal withdrawal) {
    return send(post("/internal/holds/check", withdrawal.number()), Map.of("accountId", withdrawal.account(), "scope", "api-withdrawal",
        "destination", withdrawal.destination())).map(PortcullisCalls::ofHolds).orElseGet(Release.Unknown::new);
  }

  private static Release ofHolds(HttpResponse<String> answer) {
    JsonNode held = json(answer).path("held");
    return answer.statusCode() == 200 && held.asBoolean(true)
        ? new Release.Refused("withdrawals-held", until(json(answer))) : release(answer);
  }

  // 200 and nothing else.
  private static Release release(HttpResponse<String> answer) {
    if (answer.statusCode() == 200) {
      return new Release.Granted();
    }
    String type = json(answer).path("type").asText();
    return type.isEmpty() || answer.statusCode() >= 500 || TRY_AGAIN.contains(answer.statusCode())
        ? new Release.Unknown() : new Release.Refused(type.substring(type.lastIndexOf(':') + 1), until(json(answer)));
  }

  private static Optional<Instant> until(JsonNode answer) {
    return Optional.ofNullable(answer.path("until").textValue()).map(Instant::parse);
  }

  private HttpRequest.Builder post(String path, String idempotencyKey) {
    return request(path).header("Idempotency-Key", idempotencyKey).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(authService.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + serviceToken.get());
  }

  /// Empty when there was no answer.
  private Optional<HttpResponse<String>> send(HttpRequest.Builder call, Map<String, ?> body) {
    try {
      String sent = body.isEmpty() ? "" : JSON.writeValueAsString(body);
      BodyPublisher publisher = BodyPublishers.ofString(sent);
      HttpRequest request = (body.isEmpty() ? call : call.POST(publisher)).build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      log.accept(request, new Told(sent, answer));
      return Optional.of(answer);
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException notPortcullis) {
      return JSON.createObjectNode();
    }
  }
}
