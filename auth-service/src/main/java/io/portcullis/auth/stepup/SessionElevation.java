package io.portcullis.auth.stepup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.auth.factor.Evidence;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service: what does this make of the session?
@Path("/internal/sessions")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
interface SessionElevation {

  @POST
  @Path("/{session}/elevate")
  Uni<Outcome> elevate(@PathParam("session") SessionId session, Shown shown);

  /// @param enrolled second factors of the account after the last one was shown; empty when not all are known
  /// @param enrolledSettled those of which one is settled; empty when that is not known
  @RegisterForReflection
  record Shown(AccountId accountId, List<Evidence> evidence, Optional<List<String>> enrolled,
      Optional<List<String>> enrolledSettled) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Elevated.class, name = "elevated"),
    @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused")
  })
  sealed interface Outcome {

    /// @param expiresIn of the access token, seconds
    @RegisterForReflection
    record Elevated(String accessToken, String tokenType, long expiresIn, String acr, List<String> amr) implements Outcome {

      @Override
      public String toString() {
        return "Elevated[" + acr + "]";
      }
    }

    @RegisterForReflection
    record Refused(RefusalReason reason) implements Outcome {}
  }

  @RegisterForReflection
  enum RefusalReason {
    @JsonProperty("barred") BARRED,
    @JsonProperty("stale-evidence") STALE_EVIDENCE,
    @JsonProperty("ended") ENDED,
    @JsonProperty("too-weak") TOO_WEAK
  }
}
