package io.portcullis.notification.delivery;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Instant;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;

/// A connection to a mail server. One thread at a time has it.
final class MailConnection {

  private static final Logger LOG = Logger.getLogger(MailConnection.class);

  private final Session session;
  private final SMTPTransport transport;
  private int mails;
  private Instant lastUsed = Instant.MIN;

  /// @param transport connected
  MailConnection(Session session, SMTPTransport transport) {
    this.session = session;
    this.transport = transport;
  }

  boolean offersSmtputf8() {
    return transport.supportsExtension("SMTPUTF8");
  }

  /// Returns when the server has taken it.
  void handOver(Mail mail) throws MessagingException {
    transport.sendMessage(mail.in(session), new Address[] {mail.recipient()});
    mails++;
  }

  int mails() {
    return mails;
  }

  void rest(Instant now) {
    lastUsed = now;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  /// Asks the server.
  boolean isAlive() {
    return transport.isConnected();
  }

  /// What the server took is taken, however it says goodbye.
  void leave() {
    try {
      transport.close();
    } catch (MessagingException gone) {
      LOG.debugf("the mail server did not say goodbye: %s", gone.getClass().getSimpleName());
    }
  }
}
