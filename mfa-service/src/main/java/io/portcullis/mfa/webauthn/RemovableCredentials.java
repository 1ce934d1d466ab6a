package io.portcullis.mfa.webauthn;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.removal.RemovableFactors;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Security keys and passkeys, to be taken away.
@ApplicationScoped
class RemovableCredentials implements RemovableFactors {

  private final WebAuthnCredentials credentials;

  RemovableCredentials(WebAuthnCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public boolean keeps(Method method) {
    return method == Method.WEBAUTHN;
  }

  @Override
  public Uni<Optional<String>> name(SqlConnection tx, AccountId account, Method method, Optional<UUID> id) {
    return credentials.nameOf(tx, account, new AuthenticatorId(id.orElseThrow()));
  }

  @Override
  public Uni<Optional<String>> remove(SqlConnection tx, AccountId account, Method method, Optional<UUID> id) {
    return credentials.remove(tx, account, new AuthenticatorId(id.orElseThrow()));
  }
}
