package io.portcullis.notification.inbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;

/// A client that listens, on a bare socket: it hangs up when it is told to.
final class AlertListener implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Socket socket;
  private final int status;
  private final Thread reader;

  AlertListener(String token, String query, String lastEventId) throws IOException {
    socket = new Socket("localhost", ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
    String place = lastEventId == null ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
    socket.getOutputStream().write(("GET /v1/alerts/stream" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Accept: text/event-stream\r\nAuthorization: Bearer " + token + "\r\n" + place + "\r\n").getBytes(StandardCharsets.UTF_8));
    var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    status = Integer.parseInt(answer.readLine().split(" ")[1]);
    for (String line = answer.readLine(); !line.isEmpty(); line = answer.readLine()) {
      headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
    }
    reader = Thread.ofVirtual().start(() -> read(answer));
  }

  // The sizes of chunks come along as lines of their own.
  private void read(BufferedReader answer) {
    try {
      answer.lines().forEach(lines::add);
    } catch (UncheckedIOException closed) {
      // By us.
    }
  }

  int status() {
    return status;
  }

  String header(String name) {
    return headers.get(name);
  }

  boolean hasEnded() {
    return !reader.isAlive();
  }

  String text() {
    return String.join("\n", lines);
  }

  List<String> ids() {
    return lines.stream().filter(line -> line.startsWith("id:")).map(line -> line.substring(3).strip()).toList();
  }

  List<String> data() {
    return lines.stream().filter(line -> line.startsWith("data:")).map(line -> line.substring(5)).toList();
  }

  /// Comments without words.
  long heartbeats() {
    return lines.stream().filter(line -> line.startsWith(":") && line.substring(1).isBlank()).count();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // Already.
    }
  }
}
