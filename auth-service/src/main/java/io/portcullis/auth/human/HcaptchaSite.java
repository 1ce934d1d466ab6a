package io.portcullis.auth.human;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// hCaptcha's API.
@Path("/siteverify")
@RegisterRestClient(configKey = "hcaptcha", baseUri = "https://api.hcaptcha.com")
interface HcaptchaSite {

  /// @param siteKey so that a token from another site of the same owner does not count
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Uni<SiteVerifyAnswer> verify(
      @FormParam("secret") String secret, @FormParam("response") String token, @FormParam("sitekey") String siteKey);
}
