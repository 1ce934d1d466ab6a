package io.portcullis.session.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.action.ActionHash;
import io.portcullis.runtime.action.HouseSystem;
import io.portcullis.runtime.token.TokenVerifier;
import io.portcullis.runtime.token.TokenVerifier.Expectation;
import io.portcullis.runtime.token.VerificationKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/// Reads back what this service signed about actions that it executes itself: for its own audience, by its own keys.
@ApplicationScoped
public class VerifyStatement {

  private final TokenVerifier<Statement> verifier;

  VerifyStatement(VerificationKeys keys, Clock clock, @ConfigProperty(name = "portcullis.origin") String issuer) {
    verifier = new TokenVerifier<>(new Expectation(Optional.of(ApprovalStatements.TYPE), issuer, HouseSystem.AUDIENCE,
        Set.of("ES256", "EdDSA")), keys, VerifyStatement::read, clock);
  }

  /// @param approval one approval is one execution: for the caller to see to
  /// @param session  in which it was approved. One that has ended since may void it
  /// @param signedAt in whole seconds, rounded down. What happened to the account since then may void it
  public record Statement(UUID approval, AccountId account, SessionId session, ActionHash action, Instant signedAt) {}

  /// Empty unless this `account` approved this very action.
  ///
  /// @param canonical the action that is about to be executed, made out of what will be executed
  public Uni<Optional<Statement>> handle(String statement, AccountId account, String canonical) {
    return statement.isBlank() ? now(Optional.empty()) : verifier.verify(statement).map(verified -> verified
        .filter(said -> said.account().equals(account) && said.action().equals(ActionHash.of(canonical))));
  }

  private static Optional<Statement> read(JwtClaims claims) {
    try {
      Optional<AccountId> account = AccountId.parse(claims.getSubject());
      String hash = claims.getStringClaimValue("action_hash");
      // Absent from what was signed before an upgrade: its customer approves once more.
      String sid = claims.getStringClaimValue(ApprovalStatements.SESSION);
      Optional<SessionId> session = sid == null ? Optional.empty() : SessionId.parse(sid);
      return account.isEmpty() || session.isEmpty() || hash == null || claims.getIssuedAt() == null || claims.getJwtId() == null
          ? Optional.empty()
          : Optional.of(new Statement(UUID.fromString(claims.getJwtId()), account.get(), session.get(), new ActionHash(hash),
              Instant.ofEpochSecond(claims.getIssuedAt().getValue())));
    } catch (MalformedClaimException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
