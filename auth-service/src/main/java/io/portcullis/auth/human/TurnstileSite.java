package io.portcullis.auth.human;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// Cloudflare Turnstile's API, version 0.
@Path("/turnstile/v0")
@RegisterRestClient(configKey = "turnstile", baseUri = "https://challenges.cloudflare.com")
interface TurnstileSite {

  @POST
  @Path("/siteverify")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Uni<SiteVerifyAnswer> verify(@FormParam("secret") String secret, @FormParam("response") String token);
}
