package io.portcullis.notification.delivery;

import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/// Hands mail over to one server. Each mail has a virtual thread, and a connection that no other mail has meanwhile.
///
/// Only a connection whose mail was taken is used again. After a refusal or a failure it is closed, so no mail can meet what is
/// left of another one.
final class SmtpClient {

  /// How long a connection waits for another mail.
  private static final Duration REST = Duration.ofSeconds(10);
  /// Servers close after so many of their own choice, and often count that as a fault of the client.
  private static final int MAILS_OF_A_CONNECTION = 50;

  private final MailServer server;
  private final Vertx vertx;
  private final Clock clock;
  private final Deque<MailConnection> resting = new ConcurrentLinkedDeque<>();

  SmtpClient(MailServer server, Vertx vertx, Clock clock) {
    this.server = server;
    this.vertx = vertx;
    this.clock = clock;
  }

  /// Fails with a [MailRefusal] when the server says no. Cancelled, it closes the connection.
  Uni<Answer> send(Mail mail) {
    return onAThread(() -> mail.needsSmtputf8() ? sendWithSmtputf8(mail) : sendInAscii(mail));
  }

  /// Whether the server offers SMTPUTF8 (RFC 6531) now.
  Uni<Boolean> offersSmtputf8() {
    return onAThread(() -> {
      MailConnection connection = server.connectForSmtputf8();
      boolean offered = connection.offersSmtputf8();
      connection.leave();
      return offered;
    });
  }

  /// Closes what has waited too long. Returns at once.
  void closeRested() {
    Instant restsSince = clock.instant().minus(REST);
    close(connection -> connection.lastUsed().isBefore(restsSince));
  }

  void closeAll() {
    close(_ -> true);
  }

  private void close(Predicate<MailConnection> which) {
    resting.stream().filter(which).filter(resting::remove).forEach(connection -> Thread.ofVirtual().start(connection::leave));
  }

  private Answer sendInAscii(Mail mail) throws MessagingException {
    Optional<MailConnection> rested = rested();
    MailConnection connection = rested.isPresent() ? rested.get() : server.connect();
    handOver(mail, connection);
    if (connection.mails() < MAILS_OF_A_CONNECTION) {
      connection.rest(clock.instant());
      resting.push(connection);
    } else {
      leave(connection);
    }
    return Answer.TAKEN;
  }

  // Rare, so its connection ends with it. Whether the server has the extension is seen each time: it may be another one tomorrow.
  private Answer sendWithSmtputf8(Mail mail) throws MessagingException {
    MailConnection connection = server.connectForSmtputf8();
    if (!connection.offersSmtputf8()) {
      leave(connection);
      return Answer.NO_SMTPUTF8;
    }
    handOver(mail, connection);
    leave(connection);
    return Answer.TAKEN;
  }

  private static void handOver(Mail mail, MailConnection connection) throws MessagingException {
    try {
      connection.handOver(mail);
    } catch (MessagingException | RuntimeException failure) {
      leave(connection);
      throw failure;
    }
  }

  // On a thread of its own: the answer does not wait for the server's goodbye.
  private static void leave(MailConnection connection) {
    Thread.ofVirtual().start(connection::leave);
  }

  private Optional<MailConnection> rested() {
    for (MailConnection connection = resting.poll(); connection != null; connection = resting.poll()) {
      if (connection.isAlive()) {
        return Optional.of(connection);
      }
    }
    return Optional.empty();
  }

  /// A virtual thread that waits in a socket closes it when it is interrupted: however slow the server is, nothing is left.
  private <T> Uni<T> onAThread(Callable<T> task) {
    return Uni.createFrom().deferred(() -> {
      Context caller = vertx.getOrCreateContext();
      var thread = new AtomicReference<Thread>();
      return Uni.createFrom().<T>emitter(emitter -> thread.set(Thread.ofVirtual().name("smtp").start(() -> {
        try {
          emitter.complete(task.call());
        } catch (Exception failure) {
          emitter.fail(refusal(failure).orElse(failure));
        }
      }))).onCancellation().invoke(() -> thread.get().interrupt()).emitOn(work -> caller.runOnContext(_ -> work.run()));
    });
  }

  private static Optional<Throwable> refusal(Throwable failure) {
    for (Throwable cause = failure; cause instanceof MessagingException known; cause = known.getNextException()) {
      int code = switch (known) {
        case SMTPAddressFailedException refused -> refused.getReturnCode();
        case SMTPSendFailedException refused -> refused.getReturnCode();
        default -> 0;
      };
      if (code > 0) {
        return Optional.of(new MailRefusal(code));
      }
    }
    return Optional.empty();
  }
}
