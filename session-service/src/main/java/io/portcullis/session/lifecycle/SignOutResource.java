package io.portcullis.session.lifecycle;

import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.revocation.LiveCustomer;
import io.portcullis.session.token.BrowserTokens;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The end of the session whose token is shown. Needs that token in a header, so no other site can sign anybody out.
@Path("/v1/sign-out")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD) // there is no body, so a client may name it as it likes
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "Sessions")
public class SignOutResource {

  private final SessionEndings endings;
  private final EndSessions endSessions;
  private final LiveCustomer customer;
  private final BrowserTokens browser;

  SignOutResource(SessionEndings endings, EndSessions endSessions, LiveCustomer customer, BrowserTokens browser) {
    this.endings = endings;
    this.endSessions = endSessions;
    this.customer = customer;
    this.browser = browser;
  }

  @POST
  @Operation(operationId = "signOut", summary = "End this session")
  @APIResponse(responseCode = "204", description = "Ended")
  public Uni<RestResponse<Void>> signOut() {
    Customer owner = customer.get();
    return endSessions.handle(owner.account(), EndReason.SIGNED_OUT,
            (tx, now) -> endings.one(tx, owner.account(), owner.session(), EndReason.SIGNED_OUT, now))
        .replaceWith(() -> browser.forgetSession(RestResponse.noContent()));
  }
}
