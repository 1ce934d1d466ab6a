package io.portcullis.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/// Sends every operation of the service under test, as its own OpenAPI document lists them, what no client of ours
/// sends. What must hold is the same in every service, so the service's test only says which token opens which door.
public final class ForeignRequests {

  public static final List<String> ACCEPT = List.of("text/html", "text/plain", "image/png", "garbage", "", " ", "*", "*/*;q=0",
      "application/json;q=0", "text/html,*/*;q=0.1", "a/b/c", "application/", "/", ";", ",,,", "text/html;q=2", "*/*;q=abc",
      "q=0", "\"", "text/*", "application/xml", "text/event-stream", "application/octet-stream",
      "application/json;charset=utf-16", "application/problem+json;q=0, application/json;q=0", "x".repeat(2000));

  private static final int UNAUTHORIZED = 401;
  private static final int SAMPLE = 29;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ID = "00000000-0000-7000-8000-000000000000";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Operation> operations;
  private final Function<String, Optional<String>> tokens;

  private record Answer(int statusCode, HttpHeaders headers, String body) {}

  /// @param bodyType empty when the operation has no body
  private record Operation(String method, String path, Optional<String> bodyType, boolean isSecured, boolean isText) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /// @param tokens by path: the token that opens the door
  public ForeignRequests(Function<String, Optional<String>> tokens) {
    this.tokens = tokens;
    this.operations = operations();
  }

  private List<Operation> operations() {
    var all = new ArrayList<Operation>();
    JsonNode document = json(send("GET", "/q/openapi?format=json", "Accept", "application/json"));
    document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(operation -> {
      JsonNode body = operation.getValue().path("requestBody").path("content");
      boolean isText = operation.getValue().path("responses").path("200").path("content").propertyStream()
          .anyMatch(content -> content.getKey().startsWith("text/"));
      all.add(new Operation(operation.getKey().toUpperCase(Locale.ROOT), path.getKey().replaceAll("\\{[^}]+}", ID),
          body.propertyStream().map(Map.Entry::getKey).findFirst(), !operation.getValue().path("security").isEmpty(), isText));
    }));
    return all;
  }

  /// A good request must not lose its answer to an `Accept` that it does not suit.
  public void areAnsweredInOneRepresentation() {
    var soft = new SoftAssertions();
    try (var errors = new Errors()) {
      for (Operation operation : operations) {
        for (String accept : ACCEPT) {
          Answer answer = ask(operation, "Accept", accept);
          String what = "%s with Accept: %s → %d %s".formatted(operation, accept, answer.statusCode(), answer.body());
          soft.assertThat(answer.statusCode()).as(what).isLessThan(500).isNotEqualTo(406);
          soft.assertThat(answer.headers().firstValue("Cache-Control")).as(what).isPresent();
          if (!answer.body().isEmpty() && !operation.isText()) {
            soft.assertThat(mediaType(answer)).as(what).isIn("application/json", "application/problem+json");
            soft.assertThat(answer.body()).as(what).startsWith("{");
          }
        }
      }
      soft.assertThat(errors.seen).as("errors that were logged").isEmpty();
    }
    soft.assertAll();
  }

  /// A body that does not say what it is must not be taken for what the operation reads.
  public void refuseBodiesOfUnknownType() {
    var soft = new SoftAssertions();
    for (Operation operation : operations) {
      if (operation.bodyType().isEmpty()) continue;
      for (Optional<String> type : List.of(Optional.<String>empty(), Optional.of("garbage"), Optional.of("application/"), Optional.of(""),
          Optional.of(operation.bodyType().get() + ";charset=utf-16"), Optional.of(operation.bodyType().get() + ", text/plain"),
          Optional.of(operation.bodyType().get() + ";" + "; ".repeat(2000) + "x"))) {
        String body = operation.bodyType().get().equals("application/json") ? "{}" : "a=b";
        var request = request(operation.path()).method(operation.method(), BodyPublishers.ofString(body));
        type.ifPresent(named -> request.header("Content-Type", named));
        tokens.apply(operation.path()).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        Answer answer = send(request);
        String what = "%s with Content-Type: %s → %s".formatted(operation, type, answer.body());
        soft.assertThat(answer.statusCode()).as(what).isEqualTo(415);
        soft.assertThat(mediaType(answer)).as(what).isEqualTo("application/problem+json");
      }
    }
    soft.assertAll();
  }

  /// Whatever a token's header looks like: 401, and nothing in the log that wakes an operator.
  public void refuseMalformedTokens() {
    var soft = new SoftAssertions();
    var wholeTableTriedWith = new HashSet<String>();
    try (var errors = new Errors()) {
      for (Operation operation : operations) {
        Optional<String> token = tokens.apply(operation.path()).filter(_ -> operation.isSecured());
        // An open door looks at no token, whatever the document says of its neighbours.
        if (token.isEmpty() || ask(operation, "Accept", "application/json", Optional.empty()).statusCode() != UNAUTHORIZED) continue;
        // All of them at one door of each kind of token; at the others every twenty-ninth, which are others each time.
        boolean whole = wholeTableTriedWith.add(token.get());
        var turn = new AtomicInteger(operations.indexOf(operation));
        MalformedTokens.of(token.get()).forEach((what, malformed) -> {
          if (turn.getAndIncrement() % SAMPLE != 0 && !whole) return;
          // HTTP takes spaces off the end of a header (RFC 9112 §5.1).
          if (malformed.strip().equals(token.get())) return;
          for (String scheme : List.of("Bearer ", "DPoP ")) {
            Answer answer;
            try {
              answer = ask(operation, "Authorization", scheme + malformed);
            } catch (IllegalArgumentException notAHeader) {
              return;
            }
            soft.assertThat(answer.statusCode()).as("%s, %s%s: %s", operation, scheme, what, answer.body()).isEqualTo(401);
            soft.assertThat(mediaType(answer)).as("%s, %s%s", operation, scheme, what).isEqualTo("application/problem+json");
          }
        });
      }
      soft.assertThat(errors.seen).as("errors that were logged").isEmpty();
    }
    soft.assertAll();
  }

  private Answer ask(Operation operation, String header, String value) {
    return ask(operation, header, value, tokens.apply(operation.path()).filter(_ -> !header.equals("Authorization")));
  }

  private Answer ask(Operation operation, String header, String value, Optional<String> token) {
    var request = request(operation.path()).header(header, value);
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    operation.bodyType().ifPresentOrElse(
        type -> request.header("Content-Type", type)
            .method(operation.method(), BodyPublishers.ofString(type.equals("application/json") ? "{}" : "a=b")),
        () -> request.method(operation.method(), BodyPublishers.noBody()));
    return send(request);
  }

  private Answer send(String method, String path, String header, String value) {
    return send(request(path).header(header, value).method(method, BodyPublishers.noBody()));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path)).timeout(PATIENCE);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return answer(client.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  // A stream of events is not waited for: its head says all that is asked.
  private static Answer answer(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream body = answer.body()) {
      boolean isStream = answer.headers().firstValue("Content-Type").filter(type -> type.startsWith("text/event-stream")).isPresent();
      return new Answer(answer.statusCode(), answer.headers(), isStream ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException unreadable) {
      throw new IllegalStateException(answer.body(), unreadable);
    }
  }

  private static String mediaType(Answer answer) {
    return answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
  }

  /// What is logged as an error meanwhile.
  private static final class Errors extends Handler implements AutoCloseable {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    Errors() {
      Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.SEVERE.intValue() && isOfARequest(String.valueOf(record.getLoggerName()))) {
        seen.add(record.getLoggerName() + ": " + record.getMessage());
      }
    }

    // Other tests' records on Kafka have their own words.
    private static boolean isOfARequest(String logger) {
      return Stream.of("io.portcullis.runtime.problem.", "io.portcullis.runtime.token.", "io.portcullis.session.check.", "io.quarkus.",
          "io.vertx.", "org.jboss.resteasy.").anyMatch(logger::startsWith);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      Logger.getLogger("").removeHandler(this);
    }
  }
}
