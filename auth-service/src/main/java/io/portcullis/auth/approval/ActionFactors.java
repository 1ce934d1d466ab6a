package io.portcullis.auth.approval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.auth.factor.CodeClaimant;
import io.portcullis.auth.factor.SecondFactors.Challenge;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.factor.WebAuthnJson;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// mfa-service: second factors for one exact action, and the trading passphrase.
@Path("/internal")
@RegisterRestClient(configKey = "mfa")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("mfa-service")
interface ActionFactors {

  @POST
  @Path("/challenges")
  Uni<Challenge> begin(What what);

  @POST
  @Path("/challenges/{id}/prepare")
  Uni<Prepared> prepare(@PathParam("id") String challenge, Preparation preparation);

  @POST
  @Path("/challenges/{id}/verify")
  Uni<Outcome> verify(@PathParam("id") String challenge, Proof proof);

  /// One counter for all its uses: to be asked only when the second factor was right.
  @POST
  @Path("/accounts/{account}/trading-passphrase/verify")
  Uni<PassphraseOutcome> verifyPassphrase(@PathParam("account") AccountId account, TypedPassphrase typed);

  /// What is approved, told again with everything that is done with the challenge.
  ///
  /// @param attempt  the approval
  /// @param claimant whose budgets of guesses and messages are spent
  @RegisterForReflection
  record What(AccountId accountId, String purpose, String attempt, CodeClaimant claimant, ActionHash actionHash) {

    static What of(Approval approval, SessionId session) {
      return new What(approval.account(), "action", attempt(approval.id()), CodeClaimant.in(session), approval.action().hash());
    }

    private static String attempt(UUID approval) {
      return approval.toString();
    }
  }

  /// @param locale of a message, should one be sent
  @RegisterForReflection
  record Preparation(@JsonUnwrapped What what, String method, Optional<String> locale) {}

  @RegisterForReflection
  record Proof(@JsonUnwrapped What what, String method, Optional<String> code, Optional<WebAuthnJson> credential) {

    @Override
    public String toString() {
      return "Proof[" + what + "]";
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Proved.class, name = "proved"),
    @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Outcome.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Outcome.Throttled.class, name = "throttled"),
    @JsonSubTypes.Type(value = Outcome.NotOffered.class, name = "not-offered")
  })
  sealed interface Outcome {

    /// @param settledAt    from when on the factor is settled
    /// @param signedAction what a security key signed: kept as it is
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Proved(List<String> amr, Optional<Instant> settledAt, Optional<JsonNode> signedAction) implements Outcome {}

    @RegisterForReflection
    record Refused(long triesLeft) implements Outcome {}

    @RegisterForReflection
    record Ended() implements Outcome {}

    /// @param retryAfter seconds
    @RegisterForReflection
    record Throttled(long retryAfter) implements Outcome {}

    @RegisterForReflection
    record NotOffered() implements Outcome {}
  }

  @RegisterForReflection
  record TypedPassphrase(String passphrase) {

    @Override
    public String toString() {
      return "TypedPassphrase[redacted]";
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = PassphraseOutcome.Right.class, name = "right"),
    @JsonSubTypes.Type(value = PassphraseOutcome.Wrong.class, name = "wrong"),
    @JsonSubTypes.Type(value = PassphraseOutcome.Cooling.class, name = "cooling"),
    @JsonSubTypes.Type(value = PassphraseOutcome.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = PassphraseOutcome.NotSet.class, name = "not-set")
  })
  sealed interface PassphraseOutcome {

    @RegisterForReflection
    record Right() implements PassphraseOutcome {}

    @RegisterForReflection
    record Wrong() implements PassphraseOutcome {}

    /// @param retryAfter seconds
    @RegisterForReflection
    record Cooling(long retryAfter) implements PassphraseOutcome {}

    /// Only account recovery resets it.
    @RegisterForReflection
    record Stopped() implements PassphraseOutcome {}

    @RegisterForReflection
    record NotSet() implements PassphraseOutcome {}
  }
}
