package io.portcullis.session.discovery;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// For password managers and for people who found a hole.
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Discovery")
public class WellKnownResource {

  private final WellKnownConfig config;
  private final String origin;
  private final Clock clock;

  WellKnownResource(WellKnownConfig config, @ConfigProperty(name = "portcullis.origin") String origin, Clock clock) {
    this.config = config;
    this.origin = origin;
    this.clock = clock;
  }

  @GET
  @Path("/change-password")
  @Operation(operationId = "changePassword", summary = "Leads to the page where a password is changed")
  @APIResponse(responseCode = "303", description = "There")
  public RestResponse<Void> changePassword() {
    return RestResponse.seeOther(config.changePassword());
  }

  @GET
  @Path("/security.txt")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(operationId = "securityTxt", summary = "Where to report a vulnerability (RFC 9116)")
  @APIResponse(responseCode = "200", description = "Contacts")
  public RestResponse<?> securityTxt() {
    return config.securityContacts().<RestResponse<?>>map(contacts -> RestResponse.ok(text(contacts)))
        .orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND));
  }

  private String text(List<URI> contacts) {
    var text = new StringBuilder();
    contacts.forEach(contact -> line(text, "Contact", contact));
    config.securityPolicy().ifPresent(policy -> line(text, "Policy", policy));
    line(text, "Expires", clock.instant().truncatedTo(ChronoUnit.DAYS).plus(config.securityTxtValidity()));
    line(text, "Canonical", origin + "/.well-known/security.txt");
    return text.toString();
  }

  private static void line(StringBuilder text, String field, Object value) {
    text.append(field).append(": ").append(value).append('\n');
  }
}
