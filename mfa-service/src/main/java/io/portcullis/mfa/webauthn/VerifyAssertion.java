package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.guess.ProvedFactor;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.webauthn.Ceremonies.Ceremony;
import io.portcullis.mfa.webauthn.Ceremonies.Kind;
import io.portcullis.mfa.webauthn.CeremonyChecks.Assertion;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Checks what an authenticator signed as a second factor. No guess is reserved: signatures can't be guessed, and whoever
/// spends an account's budget on codes must not lock its owner's key out.
@ApplicationScoped
public class VerifyAssertion {

  private final WebAuthnCredentials credentials;
  private final Ceremonies ceremonies;
  private final CheckAssertion check;

  VerifyAssertion(WebAuthnCredentials credentials, Ceremonies ceremonies, CheckAssertion check) {
    this.credentials = credentials;
    this.ceremonies = ceremonies;
    this.check = check;
  }

  /// @param verdict right or wrong; never throttled
  /// @param amr     what was proved, which depends on whether the authenticator verified its user; empty if wrong
  /// @param signed  the action that was signed with it, if one was to be
  public record AssertionVerdict(GuessVerdict verdict, List<String> amr, Optional<SignedAction> signed) {}

  /// @param action     as [RequestAssertion] was told
  /// @param challenge  what [RequestAssertion] was told; its options are used up, whatever comes of this
  /// @param credential AuthenticationResponseJSON (WebAuthn L3 §5.1) as the client sent it
  public Uni<AssertionVerdict> handle(AccountId account, UUID challenge, Optional<ActionHash> action, JsonNode credential) {
    return ceremonies.take(action.isPresent() ? Kind.ACTION : Kind.SECOND_FACTOR, challenge, account.toString())
        .chain(taken -> taken.filter(ceremony -> action.map(ceremony::asksFor).orElse(true))
            .flatMap(ceremony -> AuthenticationResponse.parse(credential)
                .map(response -> verify(account, ceremony, response)))
            .orElseGet(() -> now(Optional.empty())))
        .map(assertion -> assertion
            .map(passed -> new AssertionVerdict(new GuessVerdict.Right(Optional.of(
                new ProvedFactor(Optional.of(passed.by().id().value()), passed.by().settledAt()))),
                passed.assertion().userVerified() ? Method.USER_VERIFIED : Method.WEBAUTHN.amr(),
                action.map(_ -> passed.signed())))
            .orElseGet(() -> new AssertionVerdict(new GuessVerdict.Wrong(), List.of(), Optional.empty())));
  }

  private record Passed(StoredCredential by, Assertion assertion, SignedAction signed) {}

  private Uni<Optional<Passed>> verify(AccountId account, Ceremony ceremony, AuthenticationResponse response) {
    return credentials.find(response.id())
        .map(found -> found.filter(stored -> stored.account().equals(account)))
        .chain(either(
            stored -> check.handle(stored, ceremony.challenge(), UserVerificationRequirement.PREFERRED, response)
                .map(checked -> checked.map(assertion ->
                    new Passed(stored, assertion, SignedAction.of(stored, ceremony.note(), response)))),
            () -> now(Optional.empty())));
  }
}
