package io.portcullis.auth.human;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// reCAPTCHA Enterprise's API, `projects.assessments.create` of version 1.
@Path("/v1/projects")
@RegisterRestClient(configKey = "recaptcha", baseUri = "https://recaptchaenterprise.googleapis.com")
interface RecaptchaSite {

  @POST
  @Path("/{project}/assessments")
  Uni<Assessment> assess(
      @PathParam("project") String project, @HeaderParam("X-Goog-Api-Key") String key, Question question);

  @RegisterForReflection
  record Question(Event event) {}

  @RegisterForReflection
  record Event(String token, String siteKey, String expectedAction) {

    @Override
    public String toString() {
      return "Event[" + expectedAction + "]";
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Assessment(Optional<TokenProperties> tokenProperties, Optional<RiskAnalysis> riskAnalysis) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record TokenProperties(Optional<Boolean> valid, Optional<String> invalidReason, Optional<String> hostname,
      Optional<String> action) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record RiskAnalysis(Optional<Double> score) {}
}
