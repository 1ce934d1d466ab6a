package io.portcullis.acceptance.gateway;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sends what no HTTP client would, and reads the answer.
record RawHttp(int status, List<String> headerLines, String body) {

  private static final int PATIENCE_MILLIS = 10_000;

  /// @param head request line and headers; `Host` and `Connection: close` are added
  static RawHttp send(int port, String head, String body) throws IOException {
    return exchange(port, head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n" + body);
  }

  static RawHttp exchange(int port, String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      } catch (IOException refusedEarly) {
        // It has answered already and reads no more.
      }
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int end = answer.indexOf("\r\n\r\n");
      if (end < 0) {
        return new RawHttp(0, List.of(), answer);
      }
      List<String> lines = answer.substring(0, end).lines().toList();
      return new RawHttp(Integer.parseInt(lines.getFirst().split(" ")[1]), lines.subList(1, lines.size()), answer.substring(end + 4));
    }
  }

  Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  List<String> headers(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headerLines.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip()).toList();
  }
}
