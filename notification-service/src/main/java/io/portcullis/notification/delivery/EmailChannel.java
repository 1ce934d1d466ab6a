package io.portcullis.notification.delivery;

import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.LetterPress;
import io.portcullis.notification.letter.LetterPress.Printed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// E-mail by SMTP.
@ApplicationScoped
class EmailChannel implements DeliveryChannel {

  /// One mailbox and nothing else: no second recipient, no display name, no line break (CWE-93). Whoever registered
  /// the address normalised it; this is the last gate before the envelope.
  private static final Pattern ONE_MAILBOX =
      Pattern.compile("(?U)[^\\s\\p{Cntrl}\\p{Cf}<>()\\[\\],;:\\\\\"@]{1,64}@[A-Za-z0-9.-]{1,253}");

  private final MailServers servers;
  private final LetterPress press;
  private final Vertx vertx;
  private final String from;
  private final String host;
  private final Clock clock;

  EmailChannel(MailServers servers, LetterPress press, Vertx vertx, Clock clock,
      @ConfigProperty(name = "quarkus.mailer.from") String from, @ConfigProperty(name = "portcullis.origin") URI origin) {
    this.servers = servers;
    this.press = press;
    this.vertx = vertx;
    this.clock = clock;
    this.from = from;
    host = origin.getHost();
  }

  @Override
  public Channel reaches() {
    return Channel.EMAIL;
  }

  @Override
  public Uni<Answer> send(Delivery delivery, Destination to, Letter letter, Optional<String> phrase) {
    return vertx.executeBlocking(() -> mail(delivery.id(), to.value(), press.email(letter, phrase)), false)
        .chain(servers::send);
  }

  private Mail mail(UUID id, String to, Printed printed) {
    if (!ONE_MAILBOX.matcher(to).matches()) {
      throw new IllegalArgumentException("not one mailbox");
    }
    return new Mail(from, to, id + "@" + host, printed, clock.instant());
  }
}
