package io.portcullis.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class PendingAuthenticatorsTest {

  @Inject PendingAuthenticators pending;
  @Inject Postgres postgres;
  @Inject MutableClock clock;
  @Inject Ids ids;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void sweep_forgetsWhatNobodyConfirmedInTime_andNothingElse() {
    clock.stop();
    AccountId account = new AccountId(ids.next());
    AuthenticatorId id = new AuthenticatorId(ids.next());
    postgres.pool().preparedQuery("insert into account (account_id) values ($1)")
        .execute(Tuple.of(account.value())).await().indefinitely();
    postgres.withTransaction(tx -> pending.replace(tx, account, id, "phone", TotpAlgorithm.SHA1, "sealed",
        Optional.empty())).await().indefinitely();

    clock.advance(PendingAuthenticators.LIFETIME.minus(Duration.ofSeconds(5)));
    pending.sweep().await().indefinitely();
    assertThat(rows(account)).isOne();
    clock.advance(Duration.ofSeconds(5));
    pending.sweep().await().indefinitely();
    assertThat(rows(account)).isZero();
  }

  private int rows(AccountId account) {
    return postgres.pool().preparedQuery("select count(*) from totp_authenticator where account_id = $1")
        .execute(Tuple.of(account.value())).await().indefinitely().iterator().next().getInteger(0);
  }
}
