package io.portcullis.recovery.support;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// notification-service, which calls the receivers of webhooks, as operators ask it.
@Path("/internal/webhooks")
@RegisterRestClient(configKey = "notification")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("notification-service")
interface DeskNotificationService {

  @GET
  Uni<List<Webhook>> all();

  @POST
  Uni<WebhookSecret> register(Registration wanted);

  @DELETE
  @Path("/{webhook}")
  Uni<Response> remove(@PathParam("webhook") UUID webhook);

  @POST
  @Path("/{webhook}/secret")
  Uni<WebhookSecret> renew(@PathParam("webhook") UUID webhook);

  @POST
  @Path("/{webhook}/pause")
  Uni<Response> pause(@PathParam("webhook") UUID webhook);

  @POST
  @Path("/{webhook}/enable")
  Uni<Response> enable(@PathParam("webhook") UUID webhook);

  @GET
  @Path("/{webhook}/deliveries")
  Uni<List<WebhookDelivery>> deliveries(@PathParam("webhook") UUID webhook, @QueryParam("state") Optional<String> state);

  @POST
  @Path("/{webhook}/deliveries/{event}/replay")
  Uni<Response> replay(@PathParam("webhook") UUID webhook, @PathParam("event") UUID event);

  /// A problem, as far as it is read.
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refusal(String type) {}

  @RegisterForReflection
  record Registration(String url, List<String> types) {}

  /// @param secret `whsec_` and 32 bytes in Base64, shown this once
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record WebhookSecret(UUID id, String secret) {
    @Override
    public String toString() {
      return "WebhookSecret[redacted]";
    }
  }

  /// @param types of events that it hears of; none means all
  /// @param state `active`, `failing`, `disabled` after days of failure, or `paused` by an operator
  /// @param since when that began
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Webhook(UUID id, String url, List<String> types, String state, Instant since) {}

  /// @param type   of the event
  /// @param state  `waiting`, `delivered` or `failed`
  /// @param answer of the last try: a status, or why there was none
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record WebhookDelivery(UUID eventId, String type, Instant queuedAt, String state, int attempts, Optional<String> answer) {}
}
