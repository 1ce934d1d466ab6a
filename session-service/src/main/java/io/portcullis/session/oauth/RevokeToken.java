package io.portcullis.session.oauth;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.TokenVerifier;
import io.portcullis.session.lifecycle.EndSessions;
import io.portcullis.session.lifecycle.SessionEndings;
import io.portcullis.session.token.RefreshToken;
import io.portcullis.session.token.RefreshTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Ends the session of a token that its client gives back (RFC 7009). Whichever token of the session it is, a replaced
/// refresh token included: who gives one back wants none of them to work.
@ApplicationScoped
class RevokeToken {

  private final RefreshTokens refreshTokens;
  private final TokenVerifier<Customer> accessTokens;
  private final SessionEndings endings;
  private final EndSessions endSessions;

  RevokeToken(RefreshTokens refreshTokens, TokenVerifier<Customer> accessTokens, SessionEndings endings, EndSessions endSessions) {
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.endings = endings;
    this.endSessions = endSessions;
  }

  Uni<Void> handle(String token) {
    return Uni.createFrom().deferred(() -> {
      Optional<RefreshToken> refreshToken = refreshTokens.parse(token);
      return refreshToken.isPresent()
          ? end(refreshToken.get().account(), refreshToken.get().session())
          : accessTokens.verify(token).chain(either(customer -> end(customer.account(), customer.session()), () -> done()));
    });
  }

  private Uni<Void> end(AccountId account, SessionId session) {
    return endSessions.handle(account, EndReason.TOKEN_REVOKED,
        (tx, now) -> endings.one(tx, account, session, EndReason.TOKEN_REVOKED, now)).replaceWithVoid();
  }
}
