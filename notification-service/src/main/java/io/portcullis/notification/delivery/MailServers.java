package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.quarkus.mailer.MailerName;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The mail servers.
@Startup
@ApplicationScoped
class MailServers {

  private static final String FIRST = "quarkus.mailer.";
  private static final String SECOND = "quarkus.mailer.second.";
  private static final int LOWEST_REFUSAL = 400;
  /// Less than a try may take. A server may look into a mail before it takes it, and one that is given up may have sent it.
  private static final Duration SILENCE = Duration.ofSeconds(25);
  /// RFC 5321 §4.2.3, RFC 4954 §6: the server closes, has an error of its own, no room, no TLS or no faith in our password.
  private static final Set<Integer> OF_THE_SERVER = Set.of(421, 451, 452, 454, 530, 534, 535, 538);

  private record Server(MailClient client, Smtputf8 smtputf8) {}

  /// A server that lacks the extension refuses this one mail.
  private static final class NoSmtputf8 extends RuntimeException {

    NoSmtputf8() {
      super("no SMTPUTF8", null, false, false);
    }
  }

  private final List<Server> all;
  private final FailOver<Server> servers;
  private final String host;

  MailServers(MailClient first, @MailerName("second") MailClient second, Config config, TlsConfigurationRegistry tls, Vertx vertx,
      @ConfigProperty(name = "portcullis.origin") URI origin, Clock clock, MeterRegistry metrics) {
    var one = new Server(first, new Smtputf8(new MailServer(FIRST, config, tls), vertx));
    Optional<Server> other = config.getOptionalValue(SECOND + "host", String.class)
        .map(_ -> new Server(second, new Smtputf8(new MailServer(SECOND, config, tls), vertx)));
    all = Stream.concat(Stream.of(one), other.stream()).toList();
    servers = new FailOver<>(one, other, MailServers::isRefusal, SILENCE, "portcullis.mail", clock, metrics);
    host = origin.getHost();
  }

  /// Fails when no server decided.
  ///
  /// @param mail to one mailbox
  Uni<Answer> send(MailMessage mail) {
    boolean ascii = mail.getTo().getFirst().chars().allMatch(letter -> letter < 0x80);
    return servers.ask(server -> ascii ? server.client().sendMail(mail).replaceWith(Answer.TAKEN) : server.smtputf8().send(mail, host)
            .invoke(answer -> {
              if (answer == Answer.NO_SMTPUTF8) {
                throw new NoSmtputf8();
              }
            }))
        .onFailure(NoSmtputf8.class).recoverWithItem(Answer.NO_SMTPUTF8);
  }

  /// Whether every server offers SMTPUTF8 now.
  Uni<Boolean> offerSmtputf8() {
    return Uni.join().all(all.stream().map(server -> server.smtputf8().isOffered()).toList()).andFailFast()
        .map(answers -> answers.stream().allMatch(offered -> offered));
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof NoSmtputf8 || failure instanceof SMTPException answer
        && answer.getReplyCode() >= LOWEST_REFUSAL && !OF_THE_SERVER.contains(answer.getReplyCode());
  }
}
