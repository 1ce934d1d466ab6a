package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.ByteArray;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.Settling;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.portcullis.mfa.webauthn.CeremonyChecks.Assertion;
import io.portcullis.mfa.webauthn.CeremonyChecks.NewCredential;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The registered security keys and passkeys.
@ApplicationScoped
public class WebAuthnCredentials {

  private final Postgres postgres;
  private final AuthenticatorModels models;
  private final Settling settling;

  WebAuthnCredentials(Postgres postgres, AuthenticatorModels models, Settling settling) {
    this.postgres = postgres;
    this.settling = settling;
    this.models = models;
  }

  /// @param settledAt      from when on it may confirm changes of older factors
  /// @param model          its make, when the AAGUID is a well-known one
  /// @param discoverable   whether it signs in without an identifier; empty when its client did not say
  /// @param backupEligible whether it may be on several devices, as synced passkeys are
  /// @param cloneSuspected whether its counter went back, so that it is not accepted any more
  @RegisterForReflection
  public record Credential(AuthenticatorId id, String name, Instant createdAt, Instant settledAt,
      Optional<Instant> lastUsedAt,
      Optional<String> model, UUID aaguid, List<String> transports, Optional<Boolean> discoverable,
      boolean backupEligible, boolean backedUp, boolean cloneSuspected) {}

  private static final String LIST = """
      select id, name, created_at, first_factor, last_used_at, aaguid, transports, discoverable, backup_eligible, backed_up,
             clone_suspected_at is not null as clone_suspected
      from webauthn_credential where account_id = $1 order by created_at, id
      """;

  /// Oldest first.
  public Uni<List<Credential>> of(AccountId account) {
    return postgres.pool().preparedQuery(LIST).execute(Tuple.of(account.value()))
        .map(rows -> stream(rows).map(this::credential).toList());
  }

  private Credential credential(Row row) {
    return new Credential(new AuthenticatorId(row.getUUID("id")), row.getString("name"),
        row.getOffsetDateTime("created_at").toInstant(), settling.settledAt(row, "created_at"),
        Optional.ofNullable(row.getOffsetDateTime("last_used_at")).map(OffsetDateTime::toInstant),
        models.name(row.getUUID("aaguid")), row.getUUID("aaguid"), List.of(row.getArrayOfStrings("transports")),
        Optional.ofNullable(row.getBoolean("discoverable")), row.getBoolean("backup_eligible"),
        row.getBoolean("backed_up"), row.getBoolean("clone_suspected"));
  }

  /// What a client needs to find a credential again.
  record Known(ByteArray id, List<String> transports) {}

  private static final String KNOWN =
      "select credential_id, transports from webauthn_credential where account_id = $1 order by created_at, id";

  Uni<List<Known>> known(AccountId account) {
    return postgres.pool().preparedQuery(KNOWN).execute(Tuple.of(account.value())).map(WebAuthnCredentials::known);
  }

  Uni<List<Known>> known(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(KNOWN).execute(Tuple.of(account.value())).map(WebAuthnCredentials::known);
  }

  private static List<Known> known(RowSet<Row> rows) {
    return stream(rows)
        .map(row -> new Known(bytes(row, "credential_id"), List.of(row.getArrayOfStrings("transports")))).toList();
  }

  private static final String USER_HANDLE = """
      update account set user_handle = coalesce(user_handle, $2) where account_id = $1 returning user_handle
      """;

  /// The account's handle, which becomes `fresh` if it has none yet.
  Uni<ByteArray> userHandle(SqlConnection tx, AccountId account, ByteArray fresh) {
    return tx.preparedQuery(USER_HANDLE).execute(Tuple.of(account.value(), Buffer.buffer(fresh.getBytes())))
        .map(rows -> bytes(rows.iterator().next(), "user_handle"));
  }

  private static final String ADD = """
      insert into webauthn_credential (account_id, id, credential_id, name, public_key, signature_counter, aaguid,
        transports, discoverable, backup_eligible, backed_up, created_at, first_factor)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      on conflict (credential_id) do nothing
      """;

  /// @return false when that credential is registered already, here or at another account
  Uni<Boolean> add(SqlConnection tx, Admitted admitted, AuthenticatorId id, String name, NewCredential credential,
      RegistrationResponse response, Instant now) {
    return tx.preparedQuery(ADD).execute(Tuple.from(new Object[] {
        admitted.account().value(), id.value(), Buffer.buffer(credential.id().getBytes()), name,
        Buffer.buffer(credential.publicKey().getBytes()), credential.signatureCounter(), credential.aaguid(),
        response.transports().toArray(String[]::new), response.discoverable().orElse(null),
        credential.backupEligible(), credential.backedUp(), utc(now), admitted.settlesAtOnce()}))
        .map(added -> added.rowCount() == 1);
  }

  private static final String RENAME =
      "update webauthn_credential set name = $3 where account_id = $1 and id = $2";

  /// @return false when the account has no such credential
  Uni<Boolean> rename(SqlConnection tx, AccountId account, AuthenticatorId id, String name) {
    return tx.preparedQuery(RENAME).execute(Tuple.of(account.value(), id.value(), name))
        .map(renamed -> renamed.rowCount() == 1);
  }

  private static final String NAME_OF = "select name from webauthn_credential where account_id = $1 and id = $2";

  /// Empty when the account has no such credential.
  Uni<Optional<String>> nameOf(SqlConnection tx, AccountId account, AuthenticatorId id) {
    return tx.preparedQuery(NAME_OF).execute(Tuple.of(account.value(), id.value())).map(WebAuthnCredentials::name);
  }

  private static final String REMOVE = "delete from webauthn_credential where account_id = $1 and id = $2 returning name";

  /// @return its name; empty when the account has no such credential
  Uni<Optional<String>> remove(SqlConnection tx, AccountId account, AuthenticatorId id) {
    return tx.preparedQuery(REMOVE).execute(Tuple.of(account.value(), id.value())).map(WebAuthnCredentials::name);
  }

  // A credential under suspicion is as good as unknown.
  private static final String FIND = """
      select account_id, id, credential_id, user_handle, public_key, signature_counter, backup_eligible,
             created_at, first_factor
      from webauthn_credential join account using (account_id)
      where credential_id = $1 and clone_suspected_at is null
      """;

  /// Empty when nobody has that credential.
  Uni<Optional<StoredCredential>> find(ByteArray credentialId) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(Buffer.buffer(credentialId.getBytes())))
        .map(rows -> stream(rows).findFirst().map(row -> new StoredCredential(new AccountId(row.getUUID("account_id")),
            new AuthenticatorId(row.getUUID("id")), bytes(row, "credential_id"), bytes(row, "user_handle"),
            bytes(row, "public_key"), row.getLong("signature_counter"), row.getBoolean("backup_eligible"),
            settling.settledAt(row, "created_at"))));
  }

  // WebAuthn L3 §6.1.1: authenticators that do not count always say zero.
  private static final String GROWS = "(signature_counter < $3 or (signature_counter = 0 and $3 = 0))";
  private static final String USE = """
      update webauthn_credential set signature_counter = $3, backed_up = $4, last_used_at = $5
      where account_id = $1 and id = $2 and clone_suspected_at is null and %s
      """.formatted(GROWS);

  /// Moves the counter up.
  ///
  /// @return false when it did not grow, or the credential was removed meanwhile: of parallel uses one wins
  Uni<Boolean> use(StoredCredential stored, Assertion assertion, Instant now) {
    return postgres.pool().preparedQuery(USE).execute(Tuple.of(stored.account().value(), stored.id().value(),
        assertion.signatureCounter(), assertion.backedUp(), utc(now))).map(used -> used.rowCount() == 1);
  }

  private static final String SUSPECT = """
      update webauthn_credential set clone_suspected_at = $4
      where account_id = $1 and id = $2 and clone_suspected_at is null and not %s
      returning name
      """.formatted(GROWS);

  /// Marks a credential whose counter did not grow.
  ///
  /// @return its name; empty when it is marked already, or gone
  Uni<Optional<String>> suspectClone(SqlConnection tx, StoredCredential stored, Assertion assertion, Instant now) {
    return tx.preparedQuery(SUSPECT).execute(Tuple.of(
        stored.account().value(), stored.id().value(), assertion.signatureCounter(), utc(now)))
        .map(WebAuthnCredentials::name);
  }

  private static Optional<String> name(RowSet<Row> rows) {
    return stream(rows).findFirst().map(row -> row.getString("name"));
  }

  private static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static ByteArray bytes(Row row, String column) {
    return new ByteArray(row.getBuffer(column).getBytes());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
