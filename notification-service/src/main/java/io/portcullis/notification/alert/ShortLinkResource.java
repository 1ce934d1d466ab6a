package io.portcullis.notification.alert;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// Where the link in an alert's text message leads. Open to all: who reads the alert is not signed in. Following it changes
/// nothing, since the page behind it asks first.
@Path("/v1/alerts")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class ShortLinkResource {

  private final ShortLinks links;

  ShortLinkResource(ShortLinks links) {
    this.links = links;
  }

  @GET
  @Path("/{token}")
  @Operation(operationId = "followAlertLink", summary = "Follow the link of an alert's text message")
  @APIResponse(responseCode = "303", description = "The page that freezes the account, or cancels the recovery case")
  public Uni<RestResponse<Void>> follow(@RestPath String token) {
    return links.follow(token).map(found -> found
        .map(link -> ResponseBuilder.<Void>create(Status.SEE_OTHER).location(URI.create(link))
            .header(HttpHeaders.CACHE_CONTROL, "no-store").header("Referrer-Policy", "no-referrer").build())
        .orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND)));
  }
}
