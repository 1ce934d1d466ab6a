package io.portcullis.notification.sharedsignals;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where the transmitter is. Every address is built from the configured origin, never from a request's host.
@ApplicationScoped
class TransmitterMetadata {

  private final String origin;
  private final long minVerificationInterval;

  TransmitterMetadata(@ConfigProperty(name = "portcullis.origin") String origin, SharedSignalsConfig config) {
    this.origin = origin;
    minVerificationInterval = config.minVerificationInterval().toSeconds();
  }

  String issuer() {
    return origin;
  }

  long minVerificationInterval() {
    return minVerificationInterval;
  }

  String pollEndpoint(UUID stream) {
    return origin + "/ssf/poll/" + stream;
  }

  /// Transmitter configuration metadata (SSF 1.0 §7.1). There is no endpoint to add or remove subjects: each account is a subject of
  /// each stream.
  @RegisterForReflection(targets = {Published.class, Scheme.class, SnakeCaseStrategy.class})
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "SignalTransmitter")
  record Published(
      String specVersion,
      String issuer,
      String jwksUri,
      List<String> deliveryMethodsSupported,
      String configurationEndpoint,
      String statusEndpoint,
      String verificationEndpoint,
      List<Scheme> authorizationSchemes,
      String defaultSubjects) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "SignalAuthorizationScheme")
  record Scheme(String specUrn) {}

  Published published() {
    return new Published("1_0", origin, origin + "/ssf/jwks.json", List.of(StreamConfiguration.PUSH, StreamConfiguration.POLL),
        origin + "/ssf/streams", origin + "/ssf/status", origin + "/ssf/verification", List.of(new Scheme("urn:ietf:rfc:6750")), "ALL");
  }
}
