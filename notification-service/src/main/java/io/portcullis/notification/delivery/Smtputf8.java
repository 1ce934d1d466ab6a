package io.portcullis.notification.delivery;

import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;

/// Hands mail over with SMTPUTF8 (RFC 6531), which the mailer's own client does not speak. Such mail is rare: each has a
/// connection of its own, on a thread that may wait.
///
/// Whether the server has the extension is seen at every mail, since it may be another server tomorrow.
final class Smtputf8 {

  private static final Logger LOG = Logger.getLogger(Smtputf8.class);
  private static final String EXTENSION = "SMTPUTF8";
  /// As many as letters are under way at once.
  private static final int THREADS = 10;
  private static final int PERMANENT = 500;

  private final MailServer server;
  private final WorkerExecutor threads;

  Smtputf8(MailServer server, Vertx vertx) {
    this.server = server;
    threads = vertx.createSharedWorkerExecutor("smtputf8", THREADS);
  }

  /// @param host that the mail comes from
  Uni<Answer> send(MailMessage mail, String host) {
    return threads.executeBlocking(() -> {
      byte[] written = new MailEncoder(mail, host).encode().getBytes(StandardCharsets.UTF_8);
      return handOver(written, mail.getTo().getFirst());
    }, false).onFailure(MessagingException.class).transform(Smtputf8::refusal);
  }

  /// Whether the server offers it now.
  Uni<Boolean> isOffered() {
    return threads.executeBlocking(() -> {
      try (SMTPTransport transport = server.connect(server.session())) {
        return transport.supportsExtension(EXTENSION);
      }
    }, false);
  }

  private Answer handOver(byte[] mail, String mailbox) throws MessagingException {
    Session session = server.session();
    SMTPTransport transport = server.connect(session);
    try {
      if (!transport.supportsExtension(EXTENSION)) {
        return Answer.NO_SMTPUTF8;
      }
      // Not parsed: the address is one mailbox, and nothing of it is syntax.
      var to = new InternetAddress();
      to.setAddress(mailbox);
      transport.sendMessage(new MimeMessage(session, new ByteArrayInputStream(mail)), new InternetAddress[] {to});
      return Answer.TAKEN;
    } finally {
      leave(transport);
    }
  }

  // What the server took is taken, however it says goodbye.
  private static void leave(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException gone) {
      LOG.debugf("the mail server did not say goodbye: %s", gone.getClass().getSimpleName());
    }
  }

  // As the other client says it; the server's own words hold the address.
  private static Throwable refusal(Throwable failure) {
    for (Throwable cause = failure; cause instanceof MessagingException known; cause = known.getNextException()) {
      int code = switch (known) {
        case SMTPAddressFailedException refused -> refused.getReturnCode();
        case SMTPSendFailedException refused -> refused.getReturnCode();
        default -> 0;
      };
      if (code > 0) {
        return new SMTPException("refused", code, List.of(), code >= PERMANENT);
      }
    }
    return failure;
  }
}
