package io.portcullis.auth.export;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// mfa-service: what of an account's factors its owner may take along.
@Path("/internal/accounts/{account}/factor-export")
@RegisterRestClient(configKey = "mfa")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("mfa-service")
interface FactorData {

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  Uni<String> of(@PathParam("account") AccountId account);
}
