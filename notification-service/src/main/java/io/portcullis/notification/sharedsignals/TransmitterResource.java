package io.portcullis.notification.sharedsignals;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Where receivers find out how to be one (SSF 1.0 §7.2).
@Path("/.well-known/ssf-configuration")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Shared signals")
public class TransmitterResource {

  private static final Duration CACHEABLE = Duration.ofHours(1);

  private final TransmitterMetadata transmitter;

  TransmitterResource(TransmitterMetadata transmitter) {
    this.transmitter = transmitter;
  }

  @GET
  @Operation(operationId = "ssfConfiguration", summary = "The transmitter's metadata (SSF 1.0)")
  public RestResponse<TransmitterMetadata.Published> configuration() {
    return ResponseBuilder.ok(transmitter.published()).header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + CACHEABLE.toSeconds()).build();
  }
}
