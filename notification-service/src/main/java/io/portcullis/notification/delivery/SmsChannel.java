package io.portcullis.notification.delivery;

import io.portcullis.contracts.Address;
import io.portcullis.notification.delivery.SmsProvider.TextMessage;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.LetterPress;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Text messages by the HTTP API of a provider.
@ApplicationScoped
class SmsChannel implements DeliveryChannel {

  private final SmsProvider provider;
  private final LetterPress press;
  private final Vertx vertx;

  SmsChannel(@RestClient SmsProvider provider, LetterPress press, Vertx vertx) {
    this.provider = provider;
    this.press = press;
    this.vertx = vertx;
  }

  @Override
  public Address.Channel reaches() {
    return Address.Channel.SMS;
  }

  @Override
  public Uni<Answer> send(UUID id, Address to, Letter letter, Optional<String> phrase) {
    return vertx.executeBlocking(() -> press.sms(letter, phrase), false)
        .chain(body -> provider.send(id.toString(), new TextMessage(to.value(), body)))
        .replaceWith(Answer.TAKEN);
  }
}
