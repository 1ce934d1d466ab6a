package io.portcullis.session.apikey;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Ids;
import io.portcullis.session.apikey.ApiKey.Lifetime;
import io.portcullis.session.apikey.ApiKey.State;
import io.portcullis.session.apikey.ApiKey.Status;
import io.portcullis.session.apikey.ApiKeys.Made;
import io.portcullis.session.apikey.ApiKeys.Origin;
import io.portcullis.session.apikey.KeyMaterial.SharedSecret;
import io.portcullis.session.approval.VerifyStatement.Statement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Keys as they are made, and as they are shown once more to a client that lost the answer.
@ApplicationScoped
class NewApiKeys {

  private final ApiKeyIds keyIds;
  private final ApiKeyLifetimes lifetimes;
  private final KeyedDigest repeats;
  private final Ids ids;
  private final Clock clock;

  NewApiKeys(ApiKeyIds keyIds, ApiKeyLifetimes lifetimes, KeyRing ring, Ids ids, Clock clock) {
    this.keyIds = keyIds;
    this.lifetimes = lifetimes;
    this.repeats = ring.digestFor("api-key-idempotency");
    this.ids = ids;
    this.clock = clock;
  }

  record New(ApiKey key, Origin origin) {

    @Override
    public String toString() {
      return "New[redacted]";
    }
  }

  New of(Statement statement, WantedKey wanted, Optional<String> idempotencyKey) {
    Instant now = clock.instant();
    ApiKeyId id = keyIds.of(statement.account(), ids.next());
    Optional<String> secret = wanted.publicKey().isPresent() ? Optional.empty() : Optional.of(keyIds.secretOf(id).reveal());
    KeyMaterial material = secret.<KeyMaterial>map(SharedSecret::new).orElseGet(wanted.publicKey()::orElseThrow);
    var key = new ApiKey(id, material, wanted.name(), wanted.scopes(), wanted.networks(), new Lifetime(now, wanted.expiresAt()),
        new Status(State.ACTIVE, Optional.empty()), Optional.empty());
    return new New(key, new Origin(statement.approval(), idempotencyKey.map(text -> repeats.of(named(statement.account()), text)),
        secret, lifetimes.warnAt(key, now), wanted.expiresAt().plus(ApiKeyLifetimes.REMEMBERED)));
  }

  /// A key that was used is not shown again: somebody has it.
  MakeVerdict repeated(Made made, Optional<String> idempotencyKey) {
    boolean same = made.repeatDigest().filter(stored -> idempotencyKey
        .filter(text -> repeats.matches(stored, named(made.key().id().account()), text)).isPresent()).isPresent();
    return same && made.key().lastUse().isEmpty() && made.key().status().state() == State.ACTIVE
        ? new MakeVerdict.Made(made.key(), made.key().material() instanceof SharedSecret secret ? Optional.of(secret.reveal()) : Optional.empty())
        : new MakeVerdict.ApprovalUsed();
  }

  private static String named(AccountId account) {
    return account.toString();
  }
}
