package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/// The mail servers.
@Startup
@ApplicationScoped
class MailServers {

  private static final String FIRST = "quarkus.mailer.";
  private static final String SECOND = "quarkus.mailer.second.";
  /// Less than a try may take. A server may look into a mail before it takes it, and one that is given up may have sent it.
  private static final Duration SILENCE = Duration.ofSeconds(25);

  /// A server that lacks the extension refuses this one mail.
  private static final class NoSmtputf8 extends RuntimeException {

    NoSmtputf8() {
      super("no SMTPUTF8", null, false, false);
    }
  }

  private final List<SmtpClient> all;
  private final FailOver<SmtpClient> servers;

  MailServers(Config config, TlsConfigurationRegistry tls, Vertx vertx, Clock clock, MeterRegistry metrics) {
    var first = new SmtpClient(new MailServer(FIRST, config, tls), vertx, clock);
    Optional<SmtpClient> second = config.getOptionalValue(SECOND + "host", String.class)
        .map(_ -> new SmtpClient(new MailServer(SECOND, config, tls), vertx, clock));
    all = Stream.concat(Stream.of(first), second.stream()).toList();
    servers = new FailOver<>(first, second, MailServers::isRefusal, SILENCE, "portcullis.mail", clock, metrics);
  }

  /// Fails when no server decided.
  Uni<Answer> send(Mail mail) {
    return servers.ask(server -> server.send(mail).invoke(answer -> {
          if (answer == Answer.NO_SMTPUTF8) {
            throw new NoSmtputf8();
          }
        }))
        .onFailure(NoSmtputf8.class).recoverWithItem(Answer.NO_SMTPUTF8);
  }

  /// Whether every server offers SMTPUTF8 now.
  Uni<Boolean> offerSmtputf8() {
    return Uni.join().all(all.stream().map(SmtpClient::offersSmtputf8).toList()).andFailFast()
        .map(answers -> answers.stream().allMatch(offered -> offered))
        .ifNoItem().after(SILENCE).fail();
  }

  @Scheduled(every = "5s", delayed = "5s")
  void closeRested() {
    all.forEach(SmtpClient::closeRested);
  }

  @PreDestroy
  void close() {
    all.forEach(SmtpClient::closeAll);
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof NoSmtputf8 || failure instanceof MailRefusal refusal && refusal.isOfTheMail();
  }
}
