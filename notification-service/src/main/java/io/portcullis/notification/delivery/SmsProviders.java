package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.delivery.SmsProvider.TextMessage;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The providers of text messages.
@Startup
@ApplicationScoped
class SmsProviders {

  /// Request Timeout, Too Early, Too Many Requests: they are about the moment, not about the message.
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private final FailOver<SmsProvider> providers;

  SmsProviders(@RestClient SmsProvider first, @ConfigProperty(name = "portcullis.sms.second-url") Optional<URI> second,
      @ConfigProperty(name = "quarkus.rest-client.sms.connect-timeout") long connectMillis,
      @ConfigProperty(name = "quarkus.rest-client.sms.read-timeout") long readMillis, Clock clock, MeterRegistry metrics) {
    providers = new FailOver<>(first, second.map(url -> QuarkusRestClientBuilder.newBuilder().baseUri(url)
        .connectTimeout(connectMillis, TimeUnit.MILLISECONDS).readTimeout(readMillis, TimeUnit.MILLISECONDS).build(SmsProvider.class)),
        SmsProviders::isRefusal, Duration.ofMillis(connectMillis + readMillis), "portcullis.sms", clock, metrics);
  }

  /// Fails when no provider took it.
  ///
  /// @param idempotencyKey the same in every try of one message
  Uni<Void> send(String idempotencyKey, TextMessage message) {
    return providers.ask(provider -> provider.send(idempotencyKey, message));
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof WebApplicationException answer && answer.getResponse().getStatus() / 100 == 4
        && !LATER.contains(answer.getResponse().getStatus());
  }
}
