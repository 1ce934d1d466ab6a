package io.portcullis.notification.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// A provider's API, at `portcullis.sms.url` and at `portcullis.sms.second-url`.
@RegisterRestClient(configKey = "sms")
interface SmsProvider {

  @POST
  Uni<Void> send(@HeaderParam("Idempotency-Key") String idempotencyKey, TextMessage message);

  /// @param to E.164
  @RegisterForReflection
  record TextMessage(String to, String body) {}
}
