package io.portcullis.notification.preference;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each customer chose.
@ApplicationScoped
class ChosenPreferences {

  private final Postgres postgres;
  private final Clock clock;

  ChosenPreferences(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  private static final String FIND = """
      select email_off, sms_off, push_off, quiet_from, quiet_to, quiet_zone from notification_preference where account_id = $1""";

  Uni<Preferences> of(AccountId account) {
    return of(postgres.pool(), account, FIND);
  }

  Uni<Preferences> of(SqlConnection tx, AccountId account) {
    return of(tx, account, FIND);
  }

  private static final String BEGIN = """
      insert into notification_preference (account_id, updated_at) values ($1, $2) on conflict do nothing""";

  /// As [#of], and nobody else changes them until `tx` ends.
  Uni<Preferences> lock(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(BEGIN).execute(Tuple.of(account.value(), Rows.utc(clock.instant())))
        .chain(() -> of(tx, account, FIND + " for update"));
  }

  private static Uni<Preferences> of(SqlClient client, AccountId account, String query) {
    return client.preparedQuery(query).execute(Tuple.of(account.value()))
        .map(rows -> Rows.first(rows).map(ChosenPreferences::read).orElse(Preferences.NOTHING_CHOSEN));
  }

  private static final String SET = """
      update notification_preference set email_off = $2, sms_off = $3, push_off = $4, quiet_from = $5, quiet_to = $6,
        quiet_zone = $7, updated_at = $8
      where account_id = $1""";

  Uni<Void> set(SqlConnection tx, AccountId account, Preferences chosen) {
    Optional<QuietHours> quiet = chosen.quietHours();
    return tx.preparedQuery(SET).execute(Tuple.tuple().addUUID(account.value()).addValue(names(chosen.emailOff()))
        .addValue(names(chosen.smsOff())).addValue(names(chosen.pushOff())).addLocalTime(quiet.map(QuietHours::from).orElse(null))
        .addLocalTime(quiet.map(QuietHours::to).orElse(null)).addString(quiet.map(hours -> hours.zone().getId()).orElse(null))
        .addOffsetDateTime(Rows.utc(clock.instant()))).replaceWithVoid();
  }

  private static Preferences read(Row row) {
    return new Preferences(groups(row.getArrayOfStrings("email_off")), groups(row.getArrayOfStrings("sms_off")),
        groups(row.getArrayOfStrings("push_off")),
        Optional.ofNullable(row.getString("quiet_zone")).map(zone ->
            new QuietHours(row.getLocalTime("quiet_from"), row.getLocalTime("quiet_to"), ZoneId.of(zone))));
  }

  private static String[] names(Set<AlertGroup> groups) {
    return groups.stream().map(AlertGroup::wireName).sorted().toArray(String[]::new);
  }

  // Of another release: its alerts come.
  private static Set<AlertGroup> groups(String[] names) {
    return Stream.of(names).flatMap(name -> AlertGroup.of(name).stream()).collect(Collectors.toSet());
  }
}
