package io.portcullis.notification.webhook;

import static io.portcullis.runtime.verdict.Verdicts.done;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.intake.Intake;
import io.portcullis.notification.webhook.WebhookDeliveries.Wanted;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The group of consumers that queues events for other systems. A receiver that is away makes nobody wait but itself.
@Startup
@ApplicationScoped
class WebhookConsumer {

  private static final String CONSUMER = "webhooks";

  private final Intake intake;
  private final EventDecoder decoder;
  private final Endpoints endpoints;
  private final WebhookDeliveries deliveries;
  private final Postgres postgres;
  private final ObjectMapper json;

  WebhookConsumer(Intake intake, EventDecoder decoder, Endpoints endpoints, WebhookDeliveries deliveries, Postgres postgres,
      ObjectMapper json) {
    intake.expect(CONSUMER);
    this.intake = intake;
    this.decoder = decoder;
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.postgres = postgres;
    this.json = json;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecords<String, byte[]> poll) {
    return intake.take(CONSUMER, poll, records -> endpoints.all().chain(receivers -> queue(records, receivers)));
  }

  // Where nobody listens, nothing is decoded. One that is disabled gets what it missed when it is enabled again.
  private Uni<Void> queue(List<ConsumerRecord<String, byte[]>> records, List<Endpoint> receivers) {
    List<Wanted> wanted = receivers.isEmpty() ? List.of() : records.stream()
        .flatMap(record -> decoder.securityEvent(record).stream().flatMap(event -> wanted(event, record, receivers))).toList();
    return wanted.isEmpty() ? done() : deliveries.queue(postgres.pool(), wanted);
  }

  private Stream<Wanted> wanted(SecurityEvent event, ConsumerRecord<String, byte[]> record, List<Endpoint> receivers) {
    List<Endpoint> interested = receivers.stream().filter(receiver -> receiver.hearsOf(event.type())).toList();
    if (interested.isEmpty()) {
      return Stream.empty();
    }
    String body = json.createObjectNode().put("type", event.type()).put("timestamp", event.time().toString())
        .putRawValue("data", new RawValue(new String(record.value(), StandardCharsets.UTF_8))).toString();
    return interested.stream().map(receiver -> new Wanted(receiver.id(), event, body));
  }
}
