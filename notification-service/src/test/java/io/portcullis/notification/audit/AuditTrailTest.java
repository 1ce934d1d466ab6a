package io.portcullis.notification.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.audit.AuditTrail.Occurrence;
import io.portcullis.notification.audit.Finding.Kind;
import io.portcullis.testkit.Management;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheStack
class AuditTrailTest {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  /// What a superuser can do and the service can't: switch the triggers off.
  private static final String AS_SUPERUSER = "set local session_replication_role = replica";

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject AuditTrail trail;
  @Inject VerifyTrail verifyTrail;
  @Inject IntegrateEntries integrate;

  // A fresh account for each test, always on chain 13.
  private final UUID random = UUID.randomUUID();
  private final AccountId account =
      new AccountId(new UUID(random.getMostSignificantBits(), random.getLeastSignificantBits() & ~0xFL | 13));
  private final int chain = AuditEntry.chainOf(account);

  @AfterEach
  void restore() {
    tables.meddle(AS_SUPERUSER, "drop table if exists stolen");
  }

  @Test
  void givenEvents_thenTheyStandInTheTrailInOrderAndTheChainIsWhole() {
    write(3);

    assertThat(tables.rows(
        "select seq, content::json->>'left' from audit_event where account_id = $1 order by seq", account.value()))
        .extracting(row -> row.getString(1)).containsExactly("0", "1", "2");
    assertThat(findings()).isEmpty();
  }

  @Test
  void redelivery_givenTheSameEventTwice_thenItStandsOnce() {
    SecurityEvent event = event(5);
    others.publish(event);
    others.publish(event);
    others.publish(event(6));
    untilWritten(2);

    assertThat(tables.count("select count(*) from audit_event where event_id = $1", event.id().value())).isEqualTo(1);
  }

  @Test
  void redelivery_givenAnEventThatIsWrittenAlready_thenItStandsOnceAndTheChainIsWhole() {
    SecurityEvent event = event(7);
    others.publish(event);
    untilWritten(1);
    others.publish(event);
    others.publish(event(8));
    untilWritten(2);

    assertThat(tables.count("select count(*) from audit_event where event_id = $1", event.id().value())).isEqualTo(1);
    assertThat(findings()).isEmpty();
  }

  /// After a rebalance two instances may have the same records in hand.
  @Test
  void redelivery_givenTwoWritersOfTheSameEventsAtOnce_thenEachStandsOnce() {
    List<Occurrence> occurrences = IntStream.range(0, 20).mapToObj(left -> Occurrence.of(event(left), "{\"left\":" + left + "}")).toList();

    Uni.join().all(trail.append(occurrences), trail.append(occurrences), trail.append(occurrences)).andFailFast()
        .await().atMost(DEADLINE);

    assertThat(tables.count("select count(*) from audit_event where account_id = $1", account.value())).isEqualTo(20);
    assertThat(findings()).isEmpty();
  }

  @Test
  void insider_givenTheServicesOwnHands_thenRowsCanBeNeitherChangedNorRemoved() {
    write(1);

    for (String attack : List.of("update audit_event set content = '{}' where chain = %d",
        "delete from audit_event where chain = %d", "truncate audit_event", "delete from audit_head where chain = %d", "truncate audit_head")) {
      assertThatThrownBy(() -> tables.meddle(attack.formatted(chain))).hasMessageContaining("append-only");
    }
  }

  @Test
  void insider_givenARowIsEdited_thenItIsFound() {
    write(3);
    long seq = seqOf(1);
    tamper("update audit_event set content = replace(content, '\"left\":1', '\"left\":9') where chain = %d and seq = %d", seq);

    assertThat(findings()).containsExactly(new Finding(chain, seq, Kind.ALTERED));
    assertThat(Management.metrics()).contains("portcullis_audit_broken_chains 1.0");

    tamper("update audit_event set content = replace(content, '\"left\":9', '\"left\":1') where chain = %d and seq = %d", seq);
    assertThat(findings()).isEmpty();
  }

  @Test
  void insider_givenARowIsGivenToAnotherAccountOrTime_thenItIsFound() {
    write(2);
    long seq = seqOf(0);
    tamper("update audit_event set time = time + interval '1 microsecond' where chain = %d and seq = %d", seq);
    assertThat(findings()).containsExactly(new Finding(chain, seq, Kind.ALTERED));
    tamper("update audit_event set time = time - interval '1 microsecond' where chain = %d and seq = %d", seq);

    tamper("update audit_event set account_id = gen_random_uuid() where chain = %d and seq = %d", seq);
    assertThat(findings()).containsExactly(new Finding(chain, seq, Kind.ALTERED));
    tamper("update audit_event set account_id = '" + account + "' where chain = %d and seq = %d", seq);
  }

  @Test
  void insider_givenARowIsRemoved_thenTheGapIsFound() {
    write(3);
    long seq = seqOf(1);
    tamper("create table stolen as select * from audit_event where chain = %d and seq = %d", seq);
    tamper("delete from audit_event where chain = %d and seq = %d", seq);

    assertThat(findings()).containsExactly(new Finding(chain, seq + 1, Kind.MISSING));

    tables.meddle(AS_SUPERUSER, "insert into audit_event select * from stolen");
    assertThat(findings()).isEmpty();
  }

  @Test
  void insider_givenTwoRowsChangePlaces_thenBothAreFound() {
    write(2);
    long first = seqOf(0);
    swap(first);
    assertThat(findings()).extracting(Finding::seq).contains(first, first + 1);
    swap(first);
    assertThat(findings()).isEmpty();
  }

  @Test
  void insider_givenTheNewestRowsAreRemoved_thenTheHeadGivesItAway() {
    write(2);
    long last = seqOf(1);
    tamper("create table stolen as select * from audit_event where chain = %d and seq = %d", last);
    tamper("delete from audit_event where chain = %d and seq = %d", last);

    assertThat(findings()).containsExactly(new Finding(chain, last, Kind.CUT_OFF));

    tables.meddle(AS_SUPERUSER, "insert into audit_event select * from stolen");
    assertThat(findings()).isEmpty();
  }

  private static final String ERASE = """
      update audit_event set commitment = sha256(content_salt || convert_to(content, 'UTF8')), content = null, content_salt = null
      where chain = %d and seq = %d""";
  private static final String GIVE_BACK = """
      update audit_event e set content = s.content, content_salt = s.content_salt, commitment = null
      from stolen s where e.chain = s.chain and e.seq = s.seq""";

  @Test
  void insider_givenARowOfAnAccountThatIsNotClosedIsErased_thenItIsFound() {
    write(2);
    long seq = seqOf(0);
    tamper("create table stolen as select * from audit_event where chain = %d and seq = %d", seq);
    tamper(ERASE, seq);
    assertThat(findings()).containsExactly(new Finding(chain, seq, Kind.WITHHELD));

    tamper("update audit_event set commitment = decode(repeat('00', 32), 'hex') where chain = %d and seq = %d", seq);
    assertThat(findings()).containsExactly(new Finding(chain, seq, Kind.ALTERED));

    tables.meddle(AS_SUPERUSER, GIVE_BACK);
    assertThat(findings()).isEmpty();
  }

  @Test
  void back7_givenAClosedAccount_thenTheChainIsWholeWithoutWhatItsRowsSaid_butItsClosingStays() {
    write(3);
    long first = seqOf(0);
    others.publish(new AccountClosureChange(OtherServices.anEvent(), account, Instant.now(), ClosureAction.CLOSED, Optional.empty()));
    await().atMost(DEADLINE).until(() -> tables.count(
        "select count(*) from audit_event where account_id = $1 and content is null and content_salt is null", account.value()) == 3);
    assertThat(findings()).isEmpty();

    tamper("update audit_event set time = time + interval '1 microsecond' where chain = %d and seq = %d", first);
    assertThat(findings()).as("an erased row is bound as before").containsExactly(new Finding(chain, first, Kind.ALTERED));
    tamper("update audit_event set time = time - interval '1 microsecond' where chain = %d and seq = %d", first);

    long closing = tables.count("select max(seq) from audit_event where account_id = $1 and type like '%closure%'", account.value());
    tamper("create table stolen as select * from audit_event where chain = %d and seq = %d", closing);
    tamper(ERASE, closing);
    assertThat(findings()).extracting(Finding::kind).hasSize(4).containsOnly(Kind.WITHHELD);
    tables.meddle(AS_SUPERUSER, GIVE_BACK);
    assertThat(findings()).isEmpty();
  }

  @Test
  void insider_givenTheServicesOwnHands_thenOnlyWhatIsOfAClosedAccountCanBeErased() {
    write(1);
    long seq = seqOf(0);
    String erase = ERASE.formatted(chain, seq);
    assertThatThrownBy(() -> tables.meddle(erase)).as("not closed").hasMessageContaining("append-only");

    String closed = "insert into erased_account (account_id, erased_at, trail_owed) values ('%s', now(), false)".formatted(account);
    for (String attack : List.of(erase.replace("content_salt ||", "content_salt || '\\x00'::bytea ||"),
        erase.replace("where", ", time = now() where"), erase.replace("where", ", hash = '' where"),
        "update audit_event set content = '{}' where chain = %d and seq = %d".formatted(chain, seq),
        "update audit_event set content_salt = null where chain = %d and seq = %d".formatted(chain, seq))) {
      assertThatThrownBy(() -> tables.meddle(closed, attack)).as(attack).hasMessageContaining("append-only");
    }
  }

  private void write(int events) {
    for (int left = 0; left < events; left++) {
      others.publish(event(left));
    }
    untilWritten(events);
    // What is tampered with here is not what the log takes in.
    await().atMost(DEADLINE).until(() -> {
      integrate.handle().await().atMost(DEADLINE);
      return tables.count("select count(*) from audit_event join audit_leaf using (chain, seq) where account_id = $1", account.value())
          == events;
    });
    assertThat(findings()).isEmpty();
  }

  private SecurityEvent event(int left) {
    return new RecoveryCodeUsed(OtherServices.anEvent(), account, Instant.now(), left, Optional.empty());
  }

  private void untilWritten(int events) {
    await().atMost(DEADLINE).until(() ->
        tables.count("select count(*) from audit_event where account_id = $1", account.value()) == events);
  }

  private long seqOf(int left) {
    return tables.rows("select seq from audit_event where account_id = $1 and content::json->>'left' = $2",
        account.value(), Integer.toString(left)).getFirst().getLong(0);
  }

  private void tamper(String sql, long seq) {
    tables.meddle(AS_SUPERUSER, sql.formatted(chain, seq));
  }

  private void swap(long first) {
    tables.meddle(AS_SUPERUSER,
        "update audit_event set seq = -seq where chain = %d and seq in (%d, %d)".formatted(chain, first, first + 1),
        "update audit_event set seq = %d where chain = %d and seq = %d".formatted(first + 1, chain, -first),
        "update audit_event set seq = %d where chain = %d and seq = %d".formatted(first, chain, -first - 1));
  }

  // The walk under way may have passed the place already: only the next whole one has certainly seen it.
  private List<Finding> findings() {
    long longest = tables.count("select max(seq) from audit_head");
    for (long stretch = 0; stretch <= 2 * (longest / VerifyTrail.STRETCH + 1); stretch++) {
      verifyTrail.handle().await().atMost(DEADLINE);
    }
    return verifyTrail.findings();
  }
}
