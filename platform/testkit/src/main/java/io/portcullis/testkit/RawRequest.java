package io.portcullis.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.util.regex.Pattern;

/// Sends the service under test what no HTTP client would, and reads all that it says until it closes the connection.
public final class RawRequest {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 [0-9]{3}");

  private RawRequest() {}

  /// @param answers   how many there were
  /// @param connected whether the connection was still open when our patience ended
  public record Answer(int status, long answers, String text, boolean connected) {

    public boolean isProblem() {
      return text.contains("application/problem+json") && text.contains("urn:portcullis:problem:");
    }
  }

  public static Answer send(String request) throws IOException {
    try (var socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var received = new StringBuilder();
      boolean connected = false;
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        byte[] piece = new byte[8192];
        for (int count = socket.getInputStream().read(piece); count >= 0; count = socket.getInputStream().read(piece)) {
          received.append(new String(piece, 0, count, ISO_8859_1));
        }
      } catch (java.net.SocketTimeoutException stillOpen) {
        connected = true;
      } catch (IOException reset) {
        // Closed while we were still writing.
      }
      String text = received.toString();
      int status = STATUS_LINE.matcher(text).lookingAt() ? Integer.parseInt(text.substring(9, 12)) : 0;
      return new Answer(status, STATUS_LINE.matcher(text).results().count(), text, connected);
    }
  }
}
