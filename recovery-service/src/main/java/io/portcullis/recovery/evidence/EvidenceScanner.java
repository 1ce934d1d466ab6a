package io.portcullis.recovery.evidence;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.log.SparseLog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Asks a ClamAV daemon about a file by its protocol's command `INSTREAM`: the file goes there in pieces, each behind its
/// length. Fails closed: what is no verdict lets nothing through.
@ApplicationScoped
public class EvidenceScanner {

  enum Verdict { CLEAN, INFECTED, UNAVAILABLE }

  private static final Logger LOG = Logger.getLogger(EvidenceScanner.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  /// Less than a gateway waits for an answer.
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PIECE = 64 * 1024;
  private static final int LONGEST_ANSWER = 1024;
  private static final Buffer COMMAND = Buffer.buffer("zINSTREAM\0");

  private final Optional<String> daemon;
  private final Vertx vertx;
  private final NetClient client;
  private final SparseLog log;

  EvidenceScanner(EvidenceConfig config, Vertx vertx, Clock clock) {
    this.daemon = config.scanner();
    this.vertx = vertx;
    this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(Math.toIntExact(CONNECT.toMillis())));
    this.log = new SparseLog(clock);
  }

  boolean isOn() {
    return daemon.isPresent();
  }

  Uni<Verdict> scan(byte[] content) {
    return daemon.map(address -> scan(address, content)).orElseGet(() -> now(Verdict.CLEAN));
  }

  private Uni<Verdict> scan(String address, byte[] content) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
    int port = Integer.parseInt(address.substring(colon + 1));
    return Uni.createFrom().deferred(() -> {
      Context caller = vertx.getOrCreateContext();
      return Uni.createFrom()
          .completionStage(() -> client.connect(port, host).compose(socket -> ask(socket, content)).toCompletionStage())
          .map(EvidenceScanner::verdict)
          .onFailure().invoke(this::warn).onFailure().recoverWithItem(Verdict.UNAVAILABLE)
          .emitOn(work -> caller.runOnContext(_ -> work.run()));
    });
  }

  private Future<String> ask(NetSocket daemon, byte[] content) {
    Promise<String> answer = Promise.promise();
    Buffer heard = Buffer.buffer();
    long limit = vertx.setTimer(PATIENCE.toMillis(), _ -> answer.tryFail("no answer in time"));
    daemon.handler(piece -> {
      heard.appendBuffer(piece);
      if (heard.length() > LONGEST_ANSWER) {
        answer.tryFail("an answer without an end");
      } else if (heard.getByte(heard.length() - 1) == 0) {
        answer.tryComplete(heard.getString(0, heard.length() - 1, StandardCharsets.US_ASCII.name()));
      }
    }).exceptionHandler(answer::tryFail).closeHandler(_ -> answer.tryFail("no answer"));
    daemon.write(inPieces(content));
    return answer.future().onComplete(_ -> {
      vertx.cancelTimer(limit);
      daemon.close();
    });
  }

  private static Buffer inPieces(byte[] content) {
    Buffer pieces = Buffer.buffer(content.length + content.length / PIECE * Integer.BYTES + LONGEST_ANSWER).appendBuffer(COMMAND);
    for (int from = 0; from < content.length; from += PIECE) {
      int length = Math.min(PIECE, content.length - from);
      pieces.appendInt(length).appendBytes(content, from, length);
    }
    return pieces.appendInt(0);
  }

  private static Verdict verdict(String answer) {
    if (answer.equals("stream: OK")) {
      return Verdict.CLEAN;
    }
    if (answer.startsWith("stream: ") && answer.endsWith(" FOUND")) {
      return Verdict.INFECTED;
    }
    throw new IllegalStateException("no verdict");
  }

  private void warn(Throwable failure) {
    log.due("scanner").ifPresent(more -> LOG.warnf("the scanner of evidence gives no verdict, so no file is taken%s: %s", more,
        failure.getMessage()));
  }
}
