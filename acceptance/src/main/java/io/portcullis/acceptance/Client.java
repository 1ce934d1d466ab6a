package io.portcullis.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Speaks HTTP as a customer's phone would: no cookies kept, no redirect followed, no retry.
///
/// Every exchange is handed to the observer before the caller sees it, so that a test can hold each one against the
/// published API and the demo can print it.
public final class Client implements AutoCloseable {
  /// Tolerant as every client should be: what a newer house adds is ignored.
  public static final ObjectMapper JSON = new ObjectMapper()
      .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI origin;
  private final HttpClient http;
  private final Consumer<Exchange> observer;
  private final Optional<String> userAgent;

  private Client(URI origin, HttpClient http, Consumer<Exchange> observer, Optional<String> userAgent) {
    this.origin = origin;
    this.http = http;
    this.observer = observer;
    this.userAgent = userAgent;
  }

  public static Client of(URI origin) {
    return new Client(origin, connecting().build(), _ -> {}, Optional.empty());
  }

  /// A client whose connections come from `network`, as another customer's would.
  public static Client of(URI origin, InetAddress network) {
    return new Client(origin, connecting().localAddress(network).build(), _ -> {}, Optional.empty());
  }

  private static HttpClient.Builder connecting() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  /// The same connections, seen by `next` as well.
  public Client observedBy(Consumer<Exchange> next) {
    return new Client(origin, http, observer.andThen(next), userAgent);
  }

  /// The same connections to another address, such as one service's own port.
  public Client at(URI other) {
    return new Client(other, http, observer, userAgent);
  }

  /// The same connections, calling themselves `name` as a browser does.
  public Client as(String name) {
    return new Client(origin, http, observer, Optional.of(name));
  }

  public URI origin() {
    return origin;
  }

  public Call get(String path) {
    return new Call("GET", path);
  }

  public Call post(String path) {
    return new Call("POST", path);
  }

  public Call put(String path) {
    return new Call("PUT", path);
  }

  public Call patch(String path) {
    return new Call("PATCH", path);
  }

  public Call delete(String path) {
    return new Call("DELETE", path);
  }

  public Call call(String method, String path) {
    return new Call(method, path);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /// One request being written.
  public final class Call {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Optional<Exchange.Body> body = Optional.empty();

    private Call(String method, String path) {
      this.method = method;
      this.uri = URI.create(origin.toString() + path);
      userAgent.ifPresent(name -> headers.put("User-Agent", name));
    }

    public Call header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    public Call bearer(String token) {
      return header("Authorization", "Bearer " + token);
    }

    public Call json(Object value) {
      try {
        return body("application/json", JSON.writeValueAsString(value));
      } catch (JsonProcessingException unwritable) {
        throw new Unexpected("a request that can't be written as JSON: " + value, unwritable);
      }
    }

    public Call form(Map<String, String> fields) {
      return body("application/x-www-form-urlencoded", Form.encode(fields));
    }

    public Call body(String contentType, String text) {
      body = Optional.of(new Exchange.Body(contentType, text));
      return this;
    }

    /// @return the answer, whatever its status
    public Answer send() {
      return exchange().answer();
    }

    /// @return the answer, which must have this status
    public Answer expect(int status) {
      return exchange().expect(status);
    }

    private Exchange exchange() {
      var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).method(method, publisher());
      headers.forEach(request::header);
      body.ifPresent(sent -> request.header("Content-Type", sent.contentType()));
      try {
        var response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        var answer = new Answer(response.statusCode(), response.headers().map(), response.body());
        var exchange = new Exchange(method, uri, Map.copyOf(headers), body, answer);
        observer.accept(exchange);
        return exchange;
      } catch (IOException unreachable) {
        throw new UncheckedIOException(method + " " + uri + ": " + unreachable, unreachable);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }

    private BodyPublisher publisher() {
      return body.map(sent -> BodyPublishers.ofString(sent.text(), StandardCharsets.UTF_8))
          .orElseGet(BodyPublishers::noBody);
    }
  }
}
