package io.portcullis.acceptance.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.acceptance.Customer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Listens for a customer's alerts as a browser does: when the connection breaks, it comes back with the number of the last event that
/// it heard whole.
final class AlertStreamClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final URI stream;
  private final Customer customer;
  private volatile String last = "0";
  private volatile boolean closed;
  private Thread reader;

  private AlertStreamClient(String origin, Customer customer) {
    this.stream = URI.create(origin + "/v1/alerts/stream");
    this.customer = customer;
  }

  static AlertStreamClient listen(String origin, Customer customer) {
    var client = new AlertStreamClient(origin, customer);
    client.reader = Thread.ofVirtual().start(client::run);
    return client;
  }

  /// Ids of the alerts, as they came.
  List<String> heard() {
    return List.copyOf(heard);
  }

  int connections() {
    return connections.get();
  }

  private void run() {
    while (!closed) {
      try {
        connect();
      } catch (IOException broken) {
        // It comes back.
      } catch (InterruptedException ended) {
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void connect() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(stream).header("Authorization", "Bearer " + customer.accessToken())
        .header("Accept", "text/event-stream").header("Last-Event-ID", last).build();
    HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (answer.statusCode() == 200) {
        connections.incrementAndGet();
        read(lines);
      } else if (answer.statusCode() == 401) {
        customer.refresh();
      }
    }
  }

  // An event ends with an empty line. One that was cut off counts for nothing.
  private void read(BufferedReader lines) throws IOException {
    String id = "";
    String data = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        data = line.substring(5);
      } else if (line.isEmpty() && !data.isEmpty()) {
        heard.add(alertId(data));
        last = id;
        data = "";
      }
    }
  }

  private static String alertId(String data) throws JsonProcessingException {
    return JSON.readTree(data).path("id").asText();
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    http.shutdownNow();
  }
}
