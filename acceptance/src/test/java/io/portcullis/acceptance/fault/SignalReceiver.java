package io.portcullis.acceptance.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Another company's system that polls for security event tokens (RFC 8936), and acknowledges what it got. It comes back when the
/// transmitter is away.
final class SignalReceiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String ESTABLISHED = "https://schemas.openid.net/secevent/caep/event-type/session-established";

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
  private final House house;
  private final String id;
  private final String token;
  private final URI poll;
  private final Map<String, JsonNode> taken = new ConcurrentHashMap<>();
  private final Map<String, Boolean> settled = new ConcurrentHashMap<>();
  private final List<String> again = new ArrayList<>();
  private volatile boolean closed;
  private Thread reader;

  private SignalReceiver(House house, JsonNode receiver) {
    this.house = house;
    this.id = receiver.path("id").asText();
    this.token = receiver.path("token").asText();
    JsonNode stream = house.stranger().post("/ssf/streams").json(Map.of("events_requested", List.of(ESTABLISHED))).bearer(token).expect(201).json();
    this.poll = URI.create(stream.path("delivery").path("endpoint_url").asText());
  }

  /// A new one, which hears of sign-ins.
  static SignalReceiver register(House house) {
    var receiver = new SignalReceiver(house, house.stranger().at(house.address(Service.NOTIFICATION)).post("/internal/shared-signals/receivers")
        .json(Map.of("name", "r-" + UUID.randomUUID(), "audience", "https://receiver.example"))
        .bearer(house.serviceToken("operator", Service.NOTIFICATION)).expect(201).json());
    receiver.reader = Thread.ofVirtual().start(receiver::run);
    return receiver;
  }

  /// What it took about an account: the claims, each token once.
  List<JsonNode> about(String account) {
    return taken.values().stream().filter(claims -> claims.path("sub_id").path("user").path("sub").asText().equals(account)).toList();
  }

  /// Tokens that came once more after the transmitter had confirmed that they were taken.
  List<String> again() {
    synchronized (again) {
      return List.copyOf(again);
    }
  }

  private void run() {
    List<String> acknowledge = List.of();
    while (!closed) {
      try {
        acknowledge = poll(acknowledge);
      } catch (IOException away) {
        // Nobody knows whether the acknowledgement arrived: it is sent again.
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  /// @return what to acknowledge next
  private List<String> poll(List<String> acknowledge) throws IOException, InterruptedException {
    var body = JSON.writeValueAsString(Map.of("ack", acknowledge, "returnImmediately", true));
    HttpResponse<String> answer = http.send(HttpRequest.newBuilder(poll).timeout(Duration.ofSeconds(20)).header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("answered " + answer.statusCode());
    }
    acknowledge.forEach(jti -> settled.put(jti, true));
    JsonNode sets = JSON.readTree(answer.body()).path("sets");
    var next = new ArrayList<String>();
    sets.properties().forEach(set -> {
      if (settled.containsKey(set.getKey())) {
        synchronized (again) {
          again.add(set.getKey());
        }
      }
      taken.put(set.getKey(), claims(set.getValue().asText()));
      next.add(set.getKey());
    });
    if (next.isEmpty()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return next;
  }

  private static JsonNode claims(String jws) {
    try {
      return JSON.readTree(new String(Base64.getUrlDecoder().decode(jws.split("\\.")[1]), java.nio.charset.StandardCharsets.UTF_8));
    } catch (JsonProcessingException noToken) {
      throw new IllegalStateException(noToken);
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    house.stranger().at(house.address(Service.NOTIFICATION)).delete("/internal/shared-signals/receivers/" + id)
        .bearer(house.serviceToken("operator", Service.NOTIFICATION)).expect(204);
  }
}
