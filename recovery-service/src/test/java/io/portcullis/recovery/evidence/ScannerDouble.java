package io.portcullis.recovery.evidence;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Speaks ClamAV's `INSTREAM`, as far as a client hears. It finds the test file of EICAR. Some contents make it misbehave.
public final class ScannerDouble implements QuarkusTestResourceLifecycleManager {

  public static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
  /// Hangs up, talks without an end, or says what is no verdict.
  public static final String HANGS_UP = "scanner-hangs-up";
  public static final String TALKS_ON = "scanner-talks-on";
  public static final String TOO_LONG = "scanner-finds-it-too-long";

  private static final String COMMAND = "zINSTREAM\0";

  private ServerSocket server;

  @Override
  public Map<String, String> start() {
    return Map.of("portcullis.recovery.evidence.scanner", listen());
  }

  /// @return host and port
  String listen() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Thread.ofVirtual().start(this::serve);
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket client) {
    try (client; var in = new DataInputStream(client.getInputStream()); OutputStream out = client.getOutputStream()) {
      String command = new String(in.readNBytes(COMMAND.length()), StandardCharsets.US_ASCII);
      String content = command.equals(COMMAND) ? content(in) : HANGS_UP;
      if (content.contains(TALKS_ON)) {
        out.write("stream: ".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        in.read();
      } else if (!content.contains(HANGS_UP)) {
        out.write((said(content) + '\0').getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException gone) {
      // The client has heard enough.
    }
  }

  private static String said(String content) {
    if (content.contains(TOO_LONG)) {
      return "INSTREAM size limit exceeded. ERROR";
    }
    return content.contains(EICAR) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
  }

  private static String content(DataInputStream in) throws IOException {
    var content = new StringBuilder();
    for (int length = in.readInt(); length > 0; length = in.readInt()) {
      byte[] piece = in.readNBytes(length);
      if (piece.length < length) {
        throw new EOFException();
      }
      content.append(new String(piece, StandardCharsets.ISO_8859_1));
    }
    return content.toString();
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
