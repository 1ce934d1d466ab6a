package io.portcullis.recovery.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.OthersFacts;
import io.portcullis.testkit.TopicProbe;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// BACK-7: what recovery-service forgets when an account is closed.
@RecoveryTest
class ErasePersonalDataTest {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String EVIDENCE = """
      (select c.account from recovery_case c join evidence_file f on f.recovery_case = c.id) as evidence""";
  private static final String ERASED = "io.portcullis.recovery.recovery-data-erased.v1";

  @Inject OthersFacts others;
  @Inject TopicProbe topics;
  @Inject Postgres postgres;
  @Inject Ids ids;
  @Inject Clock clock;

  private final AccountId account = new AccountId(UUID.randomUUID());

  private void execute(String sql) {
    postgres.pool().preparedQuery(sql).execute(Tuple.of(account.value())).await().atMost(DEADLINE);
  }

  private long of(String table) {
    return postgres.pool().preparedQuery("select count(*) from " + table + " where account = $1").execute(Tuple.of(account.value()))
        .await().atMost(DEADLINE).iterator().next().getLong(0);
  }

  private void change(ClosureAction action) {
    others.publish(new AccountClosureChange(ids.nextEvent(), account, clock.instant(), action, Optional.empty()));
  }

  private void confirmed(int times) {
    Awaitility.await().atMost(DEADLINE).until(() -> topics.present("portcullis.security-events", account.toString()).stream()
        .map(TopicProbe::type).filter(ERASED::equals).count() >= times);
  }

  private void leaveTraces() {
    execute("""
        insert into reset_request (id, identifier, spelling, account, requested_at, due_at)
        values (gen_random_uuid(), 'sealed', 'x', $1, now(), now() + interval '1 day')""");
    execute("""
        insert into reset_link (id, account, digest, created_at, expires_at, sent_to)
        values (gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), now(), now() + interval '1 hour', 'sealed')""");
    execute("""
        insert into reset_handle (digest, number, request, link, created_at)
        select sha256(gen_random_uuid()::text::bytea), 'x', gen_random_uuid(), id, now() from reset_link where account = $1""");
    execute("""
        insert into way_back (id, account, digest, freeze_version, issued_at, begun_at, expires_at, methods)
        values (gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), 1, now(), now(), now() + interval '1 hour', '{}')""");
    execute("""
        insert into support_unlock (id, account, lock_version, proposed_by, words, reason, proposed_at, ends_at, decision_words)
        values (gen_random_uuid(), $1, 1, 'a person', 'Ada called.', 'customer-contact', now(), now() + interval '1 day', 'I agree.')""");
    execute("""
        insert into recovery_case (id, account, reason, token, state, opened_at, high_risk, attempts, version, evidence_key)
        values (gen_random_uuid(), $1, 'LOST_SECOND_FACTOR', sha256(gen_random_uuid()::text::bytea), 'CANCELLED', now(), false, 0, 0, 'sealed')""");
    execute("""
        with file as (insert into evidence_file (id, recovery_case, kind, type, size, added_at, delete_at)
          select gen_random_uuid(), id, 'DOCUMENT', 'PNG', 1, now(), now() + interval '1 day' from recovery_case where account = $1 returning id)
        insert into evidence_content (id, sealed) select id, ''::bytea from file""");
    execute("insert into security_answer (id, account, question, hash, set_at) values (gen_random_uuid(), $1, 'FIRST_FEAR', 'x', now())");
    execute("insert into security_answer_tries (account, tries, since) values ($1, 1, now())");
    execute("""
        insert into account_timeline (event_id, account, happened_at, type, facts)
        values (gen_random_uuid(), $1, now(), 'io.portcullis.auth.account-frozen.v1', '')""");
  }

  @Test
  void back7_givenAClosedAccount_thenItsLinksAndWaysBackGo_andThatIsConfirmedEachTimeItIsAsked() {
    leaveTraces();
    change(ClosureAction.REQUESTED);
    change(ClosureAction.CLOSED);
    confirmed(1);
    for (String table : new String[] {"reset_request", "reset_link", "way_back", "account_timeline", "security_answer", "security_answer_tries", EVIDENCE,
        "(select account from recovery_case where evidence_key is not null) as kept",
        "(select account from support_unlock where words is not null or decision_words is not null) as said"}) {
      assertThat(of(table)).as(table).isZero();
    }
    assertThat(of("support_unlock")).as("what staff did").isEqualTo(1);

    leaveTraces();
    change(ClosureAction.CLOSED);
    confirmed(2);
    assertThat(of("reset_link")).isZero();
  }

  @Test
  void back7_givenAClosingThatIsOnlyRequestedOrCancelled_thenNothingIsErased() {
    leaveTraces();
    change(ClosureAction.REQUESTED);
    change(ClosureAction.CANCELLED);
    var another = new AccountId(UUID.randomUUID());
    // Of the same consumer, and perhaps of the same partition: when this one is through, the others are, or nobody read them.
    others.publish(new AccountClosureChange(ids.nextEvent(), another, clock.instant(), ClosureAction.CLOSED, Optional.empty()));
    topics.awaitType(another, ERASED);
    assertThat(of("way_back")).isEqualTo(1);
    assertThat(of(EVIDENCE)).isEqualTo(1);
  }
}
