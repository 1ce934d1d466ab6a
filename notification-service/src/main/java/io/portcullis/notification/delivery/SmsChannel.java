package io.portcullis.notification.delivery;

import io.portcullis.notification.delivery.SmsProvider.TextMessage;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.LetterPress;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Text messages by the HTTP APIs of providers.
@ApplicationScoped
class SmsChannel implements DeliveryChannel {

  private final SmsProviders providers;
  private final LetterPress press;
  private final Vertx vertx;

  SmsChannel(SmsProviders providers, LetterPress press, Vertx vertx) {
    this.providers = providers;
    this.press = press;
    this.vertx = vertx;
  }

  @Override
  public Channel reaches() {
    return Channel.SMS;
  }

  @Override
  public Uni<Answer> send(Delivery delivery, Destination to, Letter letter, Optional<String> phrase) {
    return vertx.executeBlocking(() -> press.sms(letter, phrase), false)
        .chain(body -> providers.send(delivery.id().toString(), new TextMessage(to.value(), body)))
        .replaceWith(Answer.TAKEN);
  }
}
