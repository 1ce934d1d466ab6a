package io.portcullis.session.risk;

import static io.portcullis.session.Phone.newAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnStack
class SweepDecisionsTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject SweepDecisions sweep;

  @Test
  void givenOldAndNewOnes_whenSwept_thenTheNewOnesStay() {
    var alice = phone.signIn(newAccount());
    UUID account = alice.account().value();
    rows.update("""
        insert into sign_in select account_id, gen_random_uuid(), now() - interval '91 days', decision, score, reasons, device, kind
        from sign_in where account_id = ?""", account);
    rows.update("insert into visited_country values (?, 'DE', now() - interval '181 days'), (?, 'NG', now())", account, account);

    sweep.handle().await().atMost(Duration.ofSeconds(40));

    assertThat(rows.query("select id::text from sign_in where account_id = ?", account)).containsExactly(alice.session());
    assertThat(rows.query("select country from visited_country where account_id = ?", account)).containsExactly("NG");
  }
}
