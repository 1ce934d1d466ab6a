package io.portcullis.auth.factor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// mfa-service: what is enrolled, send a code or make a challenge, and is this the right answer?
///
/// WebAuthn JSON passes through unread: only mfa-service and the browser know what it says.
@Path("/internal")
@RegisterRestClient(configKey = "mfa")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("mfa-service")
public interface SecondFactors {

  String WEBAUTHN = "webauthn";
  String RECOVERY_CODE = "recovery-code";

  /// What a challenge may be used for.
  @RegisterForReflection
  enum Purpose {
    SIGN_IN("sign-in"), STEP_UP("step-up"),
    /// To approve one exact action.
    ACTION("action"),
    /// A code to an address of the account's own, whatever is enrolled: it confirms an unusual sign-in and is no factor.
    SIGN_IN_CONFIRMATION("sign-in-confirmation");

    private final String wireName;

    Purpose(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  @GET
  @Path("/accounts/{account}/methods")
  Uni<Methods> methods(@PathParam("account") AccountId account);

  /// What of an account's factors and trading passphrase was changed, and until when that holds withdrawals.
  @GET
  @Path("/accounts/{account}/protection-changes")
  Uni<ProtectionChanges> protectionChanges(@PathParam("account") AccountId account);

  /// For a while, codes to these addresses prove no second factor.
  @PUT
  @Path("/accounts/{account}/spent-addresses")
  Uni<Response> spendAddresses(@PathParam("account") AccountId account, SpentAddresses spent);

  /// The phone numbers that an account is found by. They take the place of those that were told before.
  @PUT
  @Path("/accounts/{account}/own-numbers")
  Uni<Response> tellOwnNumbers(@PathParam("account") AccountId account, OwnNumbers numbers);

  /// Cancels every removal of a factor that waits.
  @DELETE
  @Path("/accounts/{account}/removals")
  Uni<Response> cancelRemovals(@PathParam("account") AccountId account);

  /// As [#cancelRemovals], those alone that were asked for until then.
  @DELETE
  @Path("/accounts/{account}/removals")
  Uni<Response> cancelRemovals(@PathParam("account") AccountId account, @QueryParam("askedUntil") String askedUntil);

  /// Takes factors away that rest on an address, or that were enrolled after a moment.
  @POST
  @Path("/accounts/{account}/factors/take-back")
  Uni<Response> takeBack(@PathParam("account") AccountId account, TakeBack order);

  /// What is enrolled, by name and age, for the owner of a frozen account to look at.
  @GET
  @Path("/accounts/{account}/enrolled-factors")
  Uni<EnrolledFactors> enrolledFactors(@PathParam("account") AccountId account);

  /// Takes one away that is not its owner's.
  ///
  /// @param factor null for an address
  @DELETE
  @Path("/accounts/{account}/enrolled-factors/{method}")
  Uni<Response> removeForeign(@PathParam("account") AccountId account, @PathParam("method") String method,
      @QueryParam("factor") String factor);

  /// Forgets a trading passphrase that was set until a moment.
  @POST
  @Path("/accounts/{account}/trading-passphrase/reset")
  Uni<Response> resetPassphrase(@PathParam("account") AccountId account, PassphraseReset order);

  /// The account is closed: nothing of it stays.
  @DELETE
  @Path("/accounts/{account}/enrolled-factors")
  Uni<Response> erase(@PathParam("account") AccountId account);

  /// Has a proof made by which a session may enrol a first factor.
  @POST
  @Path("/accounts/{account}/password-proofs")
  Uni<MadeProof> passwordProof(@PathParam("account") AccountId account, ShownPassword shown);

  @POST
  @Path("/challenges")
  Uni<Challenge> begin(Binding binding);

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

  @POST
  @Path("/passkeys")
  Uni<PasskeyChallenge> beginPasskey(PasskeyRequest request);

  @POST
  @Path("/passkeys/{id}/verify")
  Uni<PasskeyOutcome> verifyPasskey(@PathParam("id") String challenge, PasskeyProof proof);

  /// @param methods   strongest first, empty when none is enrolled
  /// @param changedAt when one was last added or removed
  /// @param withheld  whether an address is enrolled that proves nothing for now; absent from an older mfa-service
  /// @param settled   those of them of which at least one factor is settled
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Methods(List<String> methods, Optional<Instant> changedAt, Optional<List<String>> settled, Optional<Boolean> withheld) {

    @JsonIgnore
    public boolean isOneWithheld() {
      return withheld.orElse(false);
    }

    /// For a session: empty where one is withheld, which is enrolled all the same and may be settled.
    @JsonIgnore
    public Optional<List<String>> settledOfAll() {
      return settled.filter(_ -> !isOneWithheld());
    }
  }

  /// @param id empty for an address
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record EnrolledFactor(String method, Optional<UUID> id, String name, Instant settledAt) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record EnrolledFactors(List<EnrolledFactor> factors, Optional<Boolean> hasPassphrase) {

    // Absent means that nobody knows, and not that there are none.
    public EnrolledFactors {
      factors = List.copyOf(factors);
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ProtectionChanges(List<ProtectionChange> changes) {

    // Absent means that nobody knows, and not that there are none.
    public ProtectionChanges {
      changes = List.copyOf(changes);
    }
  }

  /// @param kind the reason of the hold
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ProtectionChange(String kind, Instant changedAt, Instant heldUntil) {

    public ProtectionChange {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(changedAt);
      Objects.requireNonNull(heldUntil);
    }
  }

  /// @param orderedAt     what was enrolled later stays
  /// @param enrolledAfter empty: those that rest on an address
  @RegisterForReflection
  record TakeBack(Instant orderedAt, Optional<Instant> enrolledAfter) {}

  /// @param orderedAt one that was set later stays
  @RegisterForReflection
  record PassphraseReset(Instant orderedAt) {}

  /// @param letInByAddressAt when an address last reset the password or confirmed a sign-in
  @RegisterForReflection
  record ShownPassword(SessionId sessionId, Optional<Instant> letInByAddressAt) {}

  /// @param expiresIn seconds
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record MadeProof(String passwordProof, long expiresIn) {

    @Override
    public String toString() {
      return "MadeProof[redacted]";
    }
  }

  @RegisterForReflection
  record TypedPassphrase(String passphrase) {

    @Override
    public String toString() {
      return "TypedPassphrase[redacted]";
    }
  }

  /// @param numbers in E.164
  @RegisterForReflection
  record OwnNumbers(List<String> numbers) {

    @Override
    public String toString() {
      return "OwnNumbers[redacted]";
    }
  }

  @RegisterForReflection
  record SpentAddresses(List<String> addresses) {

    @Override
    public String toString() {
      return "SpentAddresses[]";
    }
  }

  /// What a challenge is for; told again with everything that is done with it, so that its answer is worth nothing
  /// elsewhere.
  ///
  /// @param attempt          of ours
  /// @param validatedAddress where codes of a [Purpose#SIGN_IN_CONFIRMATION] go; empty for every other
  /// @param claimant         whose budgets of guesses and messages are spent
  /// @param actionHash       SHA-256 of the action that an [Purpose#ACTION] is for, base64url; empty for every other
  @RegisterForReflection
  record Binding(AccountId accountId, Purpose purpose, String attempt, Optional<String> validatedAddress,
      CodeClaimant claimant, Optional<String> actionHash) {

    @Override
    public String toString() {
      return "Binding[" + accountId + "]";
    }

    /// @param confirmAt where the code goes that confirms an unusual sign-in; empty where a factor is asked for
    public static Binding ofSignIn(AccountId account, String attempt, Optional<String> confirmAt, CodeClaimant claimant) {
      return new Binding(account, confirmAt.isPresent() ? Purpose.SIGN_IN_CONFIRMATION : Purpose.SIGN_IN, attempt, confirmAt,
          claimant, Optional.empty());
    }

    public static Binding ofStepUp(AccountId account, SessionId session, String attempt) {
      return new Binding(account, Purpose.STEP_UP, attempt, Optional.empty(), CodeClaimant.in(session), Optional.empty());
    }

    public static Binding ofAction(AccountId account, SessionId session, String attempt, String actionHash) {
      return new Binding(account, Purpose.ACTION, attempt, Optional.empty(), CodeClaimant.in(session), Optional.of(actionHash));
    }
  }

  /// @param methods strongest first
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Challenge(String challengeId, List<String> methods) {}

  /// @param what   as the challenge was begun with
  /// @param locale of a message, should one be sent
  @RegisterForReflection
  record Preparation(@JsonUnwrapped Binding what, String method, Optional<String> locale) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Prepared.Options.class, name = "options"),
    @JsonSubTypes.Type(value = Prepared.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = Prepared.Wait.class, name = "wait"),
    @JsonSubTypes.Type(value = Prepared.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Prepared.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Prepared.NotOffered.class, name = "not-offered")
  })
  sealed interface Prepared {

    /// @param publicKey WebAuthn L3 §5.10.2, for the browser
    @RegisterForReflection
    record Options(String method, WebAuthnJson publicKey) implements Prepared {}

    /// @param messageId   by which notification-service tells the delivery's state
    /// @param resendAfter seconds
    /// @param expiresIn   of the code, seconds
    @RegisterForReflection
    record Sent(String method, String messageId, long resendAfter, long expiresIn) implements Prepared {}

    /// @param retryAfter seconds
    @RegisterForReflection
    record Wait(long retryAfter) implements Prepared {}

    @RegisterForReflection
    record Ready(String method) implements Prepared {}

    @RegisterForReflection
    record Ended() implements Prepared {}

    @RegisterForReflection
    record NotOffered() implements Prepared {}
  }

  /// Exactly one of code and credential is there: [ShownFactor] has seen to it.
  ///
  /// @param what as the challenge was begun with
  @RegisterForReflection
  record Proof(@JsonUnwrapped Binding what, String method, Optional<String> code,
      Optional<WebAuthnJson> credential) {

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

    /// @param clockDriftSeconds how far the authenticator app's clock seems to be ahead, when a code it gave was wrong
    ///                          for that alone
    /// @param settledAt         from when on the factor is settled; empty for what is no factor
    /// @param signedAction      what a security key signed to approve an action, as it came; empty for everything else
    @RegisterForReflection
    record Proved(List<String> amr, Optional<Long> clockDriftSeconds, Optional<Instant> settledAt,
        Optional<JsonNode> signedAction) implements Outcome {

      // Jackson reads an absent one as a null node.
      public Proved {
        signedAction = signedAction.filter(JsonNode::isObject);
      }
    }

    @RegisterForReflection
    record Refused(long triesLeft) implements Outcome {}

    @RegisterForReflection
    record Ended() implements Outcome {}

    /// @param retryAfter seconds
    @RegisterForReflection
    record Throttled(long retryAfter) implements Outcome {}

    /// Offered when the challenge began, and not any more.
    @RegisterForReflection
    record NotOffered() implements Outcome {}
  }

  /// @param accountId whose passkeys will do; without it any discoverable one. An account that has none, or does not
  ///                  exist, is answered like one that has
  @RegisterForReflection
  record PasskeyRequest(String attempt, Optional<AccountId> accountId) {}

  /// @param expiresIn seconds
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record PasskeyChallenge(String challengeId, WebAuthnJson publicKey, long expiresIn) {}

  @RegisterForReflection
  record PasskeyProof(String attempt, WebAuthnJson credential) {

    @Override
    public String toString() {
      return "PasskeyProof[redacted]";
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = PasskeyOutcome.Proved.class, name = "proved"),
    @JsonSubTypes.Type(value = PasskeyOutcome.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = PasskeyOutcome.Ended.class, name = "ended")
  })
  sealed interface PasskeyOutcome {

    @RegisterForReflection
    record Proved(AccountId accountId, List<String> amr, Optional<Instant> settledAt) implements PasskeyOutcome {}

    @RegisterForReflection
    record Refused() implements PasskeyOutcome {}

    @RegisterForReflection
    record Ended() implements PasskeyOutcome {}
  }
}
