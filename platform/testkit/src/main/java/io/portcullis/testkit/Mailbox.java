package io.portcullis.testkit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// The stack's inbox: every mail and text message that the services sent.
public final class Mailbox {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  /// @param channel `email` or `sms`
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Delivered(
      String id, String channel, String to, String subject, String text, String html, Map<String, Object> headers) {}

  /// Everything sent to this address so far, oldest first.
  public List<Delivered> to(String address) {
    String inbox = ConfigProvider.getConfig().getValue("portcullis.test.inbox", String.class);
    URI uri = URI.create(inbox + "/messages?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    try {
      String body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      return JSON.readValue(body, new TypeReference<List<Delivered>>() {});
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /// Waits for `count` messages to this address.
  public List<Delivered> await(String address, int count) {
    return Awaitility.await(count + " messages").atMost(DEADLINE).pollInterval(Duration.ofMillis(50))
        .until(() -> to(address), messages -> messages.size() >= count);
  }

  /// Waits for a message to this address that fits.
  public Delivered await(String address, Predicate<Delivered> fits) {
    return Awaitility.await("a message").atMost(DEADLINE).pollInterval(Duration.ofMillis(50))
        .until(() -> to(address).stream().filter(fits).toList(), found -> !found.isEmpty()).getLast();
  }
}
