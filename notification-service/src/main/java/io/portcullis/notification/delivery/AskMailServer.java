package io.portcullis.notification.delivery;

import io.portcullis.runtime.identifier.MailRoutes;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Asks the mail server at start whether it has what the operator says. All other mail is sent whatever it answers, so the
/// service starts all the same.
@ApplicationScoped
class AskMailServer {

  private static final Logger LOG = Logger.getLogger(AskMailServer.class);

  private final MailRoutes mail;
  private final Smtputf8 smtputf8;

  AskMailServer(MailRoutes mail, Smtputf8 smtputf8) {
    this.mail = mail;
    this.smtputf8 = smtputf8;
  }

  void start(@Observes StartupEvent started) {
    if (mail.expectSmtputf8()) {
      complaint().subscribe().with(found -> found.ifPresent(LOG::error), failure ->
          LOG.warnf("portcullis.mail.smtputf8: the mail server could not be asked: %s", failure.getClass().getSimpleName()));
    }
  }

  /// Empty when the server has it.
  Uni<Optional<String>> complaint() {
    return smtputf8.isOffered().map(offered -> offered ? Optional.empty() : Optional.of(
        "portcullis.mail.smtputf8: is true, but the mail server does not offer SMTPUTF8, so mail to addresses with letters beyond "
            + "ASCII before the @ is refused; set it to false in every service, or have the mail server offer it"));
  }
}
