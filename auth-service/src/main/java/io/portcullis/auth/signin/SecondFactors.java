package io.portcullis.auth.signin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// mfa-service: what is enrolled, and is this code right?
@Path("/internal")
@RegisterRestClient(configKey = "mfa")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("mfa-service")
interface SecondFactors {

  String SIGN_IN = "sign-in";

  @GET
  @Path("/accounts/{account}/methods")
  Uni<Methods> methods(@PathParam("account") AccountId account);

  @POST
  @Path("/challenges")
  Uni<Challenge> begin(ChallengeRequest request);

  @POST
  @Path("/challenges/{id}/verify")
  Uni<Outcome> verify(@PathParam("id") String challenge, Proof proof);

  /// @param methods strongest first, empty when none is enrolled
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Methods(List<String> methods) {}

  /// @param attempt what the challenge is bound to, so that its answer is worth nothing elsewhere
  @RegisterForReflection
  record ChallengeRequest(AccountId accountId, String purpose, String attempt) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Challenge(String challengeId) {}

  @RegisterForReflection
  record Proof(AccountId accountId, String purpose, String attempt, String method, String code) {

    @Override
    public String toString() {
      return "Proof[" + accountId + "]";
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Proved.class, name = "proved"),
    @JsonSubTypes.Type(value = Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Throttled.class, name = "throttled")
  })
  sealed interface Outcome {}

  @RegisterForReflection
  record Proved(List<String> amr) implements Outcome {}

  @RegisterForReflection
  record Refused(long triesLeft) implements Outcome {}

  @RegisterForReflection
  record Ended() implements Outcome {}

  /// @param retryAfter seconds
  @RegisterForReflection
  record Throttled(long retryAfter) implements Outcome {}
}
