package io.portcullis.notification.antiphishing;

import io.portcullis.contracts.AccountId;
import io.portcullis.notification.letter.TextMessage;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Each account's phrase, sealed.
@ApplicationScoped
public class AntiPhishingCodes {

  private final Postgres postgres;
  private final SealedBox sealedBox;

  AntiPhishingCodes(Postgres postgres, SealedBox sealedBox) {
    this.postgres = postgres;
    this.sealedBox = sealedBox;
  }

  private static final String FIND = "select code, updated_at from anti_phishing_code where account_id = $1";

  /// @param since when it was set
  public record Phrase(String text, Instant since) {
    @Override
    public String toString() {
      return "Phrase[redacted]";
    }
  }

  /// The phrase to show in a message to `account`; empty while none is set.
  public Uni<Optional<Phrase>> find(AccountId account) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(account.value())).map(rows -> Rows.first(rows)
        .map(row -> new Phrase(open(account, row.getString("code")), Rows.instant(row, "updated_at"))));
  }

  /// @param inTextMessages whether text messages have room for the phrase
  record State(Instant updatedAt, boolean inTextMessages) {}

  Uni<Optional<State>> state(AccountId account) {
    return find(account).map(found ->
        found.map(phrase -> new State(phrase.since(), TextMessage.hasRoomFor(phrase.text()))));
  }

  private String open(AccountId account, String sealed) {
    return new String(sealedBox.open(sealed, place(account)), StandardCharsets.UTF_8);
  }

  private static final String SET = """
      insert into anti_phishing_code (account_id, code, updated_at) values ($1, $2, $3)
      on conflict (account_id) do update set code = excluded.code, updated_at = excluded.updated_at""";

  Uni<Void> set(SqlConnection tx, AccountId account, AntiPhishingCode code, Instant now) {
    String sealed = sealedBox.seal(code.phrase().getBytes(StandardCharsets.UTF_8), place(account));
    return tx.preparedQuery(SET).execute(Tuple.of(account.value(), sealed, Rows.utc(now)))
        .replaceWithVoid();
  }

  private static final String REMOVE = "delete from anti_phishing_code where account_id = $1";

  /// Whether there was one.
  Uni<Boolean> remove(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(REMOVE).execute(Tuple.of(account.value())).map(removed -> removed.rowCount() == 1);
  }

  private static String place(AccountId account) {
    return "anti-phishing-code/" + account;
  }
}
