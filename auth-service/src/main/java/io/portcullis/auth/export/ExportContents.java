package io.portcullis.auth.export;

import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The table `account_export_part`. Each export has a key of its own, which is kept sealed; its contents end with the key.
@ApplicationScoped
class ExportContents {

  /// @param json an object
  record Piece(ExportPart part, String json) {}

  private final SealedBox box;

  ExportContents(SealedBox box) {
    this.box = box;
  }

  String newSealedKey(UUID export) {
    return box.seal(box.newContentKey().getEncoded(), place(export));
  }

  private static final String ADD = """
      insert into account_export_part (export_id, part, number, is_last, sealed) values ($1, $2, $3, $4, $5) on conflict do nothing""";

  /// The first one counts: a piece that comes twice changes nothing.
  Uni<Void> add(SqlConnection tx, UUID export, String sealedKey, Piece piece, int number, boolean last) {
    String part = piece.part().wireName();
    byte[] sealed = box.sealUnder(key(export, sealedKey), piece.json().getBytes(StandardCharsets.UTF_8), place(export, part, number));
    return tx.preparedQuery(ADD).execute(Tuple.of(export, part, (short) number, last, Buffer.buffer(sealed))).replaceWithVoid();
  }

  private static final String WHOLE = """
      select part from account_export_part where export_id = $1
      group by part having count(*) = max(number) filter (where is_last) + 1""";

  /// The parts of which no piece is missing.
  Uni<Set<ExportPart>> whole(SqlClient client, UUID export) {
    return client.preparedQuery(WHOLE).execute(Tuple.of(export)).map(rows -> rows.stream()
        .map(row -> ExportPart.of(row.getString(0))).collect(Collectors.toSet()));
  }

  private static final String TAKE =
      "delete from account_export_part where export_id = $1 returning part, number, sealed";

  /// All pieces in order. They are deleted.
  Uni<List<Piece>> take(SqlConnection tx, UUID export, String sealedKey) {
    return tx.preparedQuery(TAKE).execute(Tuple.of(export)).map(rows -> {
      SecretKey key = key(export, sealedKey);
      return rows.stream()
          .sorted(Comparator.comparing((Row row) -> row.getString("part")).thenComparing(row -> row.getShort("number")))
          .map(row -> open(export, key, row)).toList();
    });
  }

  private Piece open(UUID export, SecretKey key, Row row) {
    String part = row.getString("part");
    byte[] json = box.openUnder(key, row.getBuffer("sealed").getBytes(), place(export, part, row.getShort("number")));
    return new Piece(ExportPart.of(part), new String(json, StandardCharsets.UTF_8));
  }

  private static final String DROP = "delete from account_export_part where export_id = $1";

  Uni<Void> drop(SqlConnection tx, UUID export) {
    return tx.preparedQuery(DROP).execute(Tuple.of(export)).replaceWithVoid();
  }

  private static final String AWAITED = """
      select export.id, export.account_id, export.opens_at from account_export export
      where state = 'gathering' and not exists (
        select from account_export_part where export_id = export.id and part = $1
        having count(*) = max(number) filter (where is_last) + 1)
      order by opens_at limit 10""";

  /// The exports that lack pieces of this part.
  Uni<List<Awaited>> awaited(SqlClient client, ExportPart part) {
    return client.preparedQuery(AWAITED).execute(Tuple.of(part.wireName())).map(rows -> rows.stream()
        .map(row -> new Awaited(row.getUUID("id"), row.getUUID("account_id"), Rows.instant(row, "opens_at"))).toList());
  }

  record Awaited(UUID export, UUID account, Instant until) {}

  private SecretKey key(UUID export, String sealedKey) {
    return new SecretKeySpec(box.open(sealedKey, place(export)), "AES");
  }

  private static String place(UUID export) {
    return "account_export/" + export;
  }

  private static String place(UUID export, String part, int number) {
    return place(export) + '/' + part + '/' + number;
  }
}
