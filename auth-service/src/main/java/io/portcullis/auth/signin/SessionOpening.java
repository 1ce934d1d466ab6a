package io.portcullis.auth.signin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.auth.factor.Evidence;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service: is this evidence enough for a session?
@Path("/internal/sessions")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
interface SessionOpening {

  /// A code to an address of the account's own.
  String VALIDATED_ADDRESS = "validated-address";

  @POST
  Uni<Outcome> open(Wanted wanted);

  /// @param enrolled          second factors of the account, strongest first
  /// @param enrolledChangedAt when one was last added or removed
  /// @param signals           absent when no password could have been guessed
  /// @param enrolledSettled   those of `enrolled` of which one is settled; empty when that is not known
  /// @param restrictedWillDo  whether no recovery code is to be asked for in the place of what is withheld
  /// @param factorWithheld    whether an address is enrolled that proves nothing for now: then a session without a second
  ///                          factor is restricted
  /// @param dpopKey           thumbprint of the key that the client proved to hold
  @RegisterForReflection
  record Wanted(AccountId accountId, List<Evidence> evidence, List<String> enrolled, Optional<Instant> enrolledChangedAt,
      Optional<String> deviceToken, String userAgent, String address, boolean rememberMe, boolean trustDevice,
      Optional<Signals> signals, Optional<String> dpopKey, boolean factorWithheld,
      Optional<List<String>> enrolledSettled, boolean restrictedWillDo) {

    @Override
    public String toString() {
      return "Wanted[" + accountId + "]";
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = MoreProof.class, name = "more-proof"),
    @JsonSubTypes.Type(value = Refused.class, name = "refused")
  })
  sealed interface Outcome {}

  /// @param expiresIn  of the access token, seconds
  /// @param restricted whether the session may do little else than to get a second factor
  /// @param trustedUntil how long the device now needs no second factor
  /// @param tokenType  `DPoP` if the tokens are bound to a key
  /// @param keepFor    seconds that a browser is to keep the session at most; absent when it is to end with the browser
  @RegisterForReflection
  record Opened(String sessionId, String accessToken, long expiresIn, String refreshToken, String deviceToken,
      String acr, List<String> amr, Optional<Boolean> restricted, Optional<Instant> trustedUntil, String tokenType,
      Optional<Long> keepFor) implements Outcome {

    @Override
    public String toString() {
      return "Opened[" + sessionId + "]";
    }
  }

  /// @param methods as mfa-service names them, or [#VALIDATED_ADDRESS] alone
  @RegisterForReflection
  record MoreProof(List<String> methods) implements Outcome {

    boolean wantsAddress() {
      return methods.contains(VALIDATED_ADDRESS);
    }
  }

  @RegisterForReflection
  record Refused(RefusalReason reason) implements Outcome {}

  @RegisterForReflection
  enum RefusalReason {
    /// No session may be opened for this account.
    @JsonProperty("barred") BARRED,
    /// Something happened to the account after the evidence was given.
    @JsonProperty("stale-evidence") STALE_EVIDENCE,
    /// Too much about the sign-in is unusual.
    @JsonProperty("too-risky") TOO_RISKY
  }
}
