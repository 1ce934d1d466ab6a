package io.portcullis.notification.delivery;

import io.portcullis.runtime.identifier.MailRoutes;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Asks the mail servers at start whether they have what the operator says. All other mail is sent whatever they answer, so the
/// service starts all the same.
@ApplicationScoped
class AskMailServer {

  private static final Logger LOG = Logger.getLogger(AskMailServer.class);

  private final MailRoutes mail;
  private final MailServers servers;

  AskMailServer(MailRoutes mail, MailServers servers) {
    this.mail = mail;
    this.servers = servers;
  }

  void start(@Observes StartupEvent started) {
    if (mail.expectSmtputf8()) {
      servers.offerSmtputf8().map(AskMailServer::complaint).subscribe().with(found -> found.ifPresent(LOG::error), failure ->
          LOG.warnf("portcullis.mail.smtputf8: a mail server could not be asked: %s", failure.getClass().getSimpleName()));
    }
  }

  /// Empty when every server has it.
  static Optional<String> complaint(boolean offered) {
    return offered ? Optional.empty() : Optional.of(
        "portcullis.mail.smtputf8: is true, but a mail server does not offer SMTPUTF8, so mail to addresses with letters beyond "
            + "ASCII before the @ is refused; set it to false in every service, or have every mail server offer it");
  }
}
