package io.portcullis.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Rows;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The cost of one account's sign-in, refresh and list must not grow with the number of accounts.
@OnStack
class QueryPlanTest {

  @Inject Rows rows;

  @Test
  void givenManyRows_thenEveryHotStatementReadsAnIndex() {
    rows.update("""
        insert into session select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), null, 'aal1', '{pwd}', now(), now(),
        true, 0, '', now(), '', now(), now() + interval '1 day', now() + interval '1 day' from generate_series(1, 20000)""");
    rows.update("""
        insert into device select gen_random_uuid(), gen_random_uuid(), sha256(i::text::bytea), '', '', now(), now()
        from generate_series(1, 20000) i""");
    rows.update("analyze session");
    rows.update("analyze device");

    for (String sql : List.of(
        "update session set generation = 1 where account_id = gen_random_uuid() and id = gen_random_uuid()",
        "select 1 from session where account_id = '00000000-0000-0000-0000-000000000000' and id < gen_random_uuid() order by id desc limit 21",
        "update session set ended_at = now() where account_id = '00000000-0000-0000-0000-000000000000' and device_id = '00000000-0000-0000-0000-000000000000'",
        "select 1 from session where ended_at > now() - interval '6 minutes'",
        "select 1 from session where expires_at < now() order by expires_at limit 500",
        "update device set last_seen_at = now() where account_id = '00000000-0000-0000-0000-000000000000' and token_digest = ''",
        "select 1 from device where account_id = '00000000-0000-0000-0000-000000000000' and id < gen_random_uuid() order by id desc limit 21")) {
      assertThat(String.join("\n", rows.query("explain " + sql.replace("gen_random_uuid()", "'11111111-1111-1111-1111-111111111111'"))))
          .as(sql).doesNotContain("Seq Scan");
    }
    rows.update("delete from session where refresh_digest = ''");
    rows.update("delete from device where name = ''");
  }
}
