package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.mfa.removal.CarryOutRemovals;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An owner and a thief walk at random over one account. The model knows who enrolled which factor and when, which
/// removals wait, and what the owner has shown since. Whatever the thief takes must be explained by it.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class FactorAgeWalkTest {

  private static final int STEPS = 45;
  private static final int SETTLED = 48;

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject CarryOutRemovals carryOut;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private enum Who { OWNER, THIEF }

  /// @param enrolledAt in hours of the walk; the first factor of the account was never fresh
  private record App(Customer app, Who who, int enrolledAt, boolean first) {
    int settlesAt() {
      return first ? enrolledAt : enrolledAt + SETTLED;
    }
  }

  private record Waiting(App target, App asked, int since) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a35Walk_givenAThiefWithThePasswordAndARecoveryCode_thenNothingIsTakenThatAgeDoesNotExplain(long seed) {
    new Walk(new Random(seed)).go();
  }

  private final class Walk {
    private final Random random;
    private final List<App> apps = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final AccountId account;
    private int now;

    Walk(Random random) {
      this.random = random;
      Customer alice = customers.withAuthenticator();
      this.account = alice.account();
      apps.add(new App(alice, Who.OWNER, 0, true));
    }

    void go() {
      for (int i = 0; i < STEPS && violations.isEmpty(); i++) {
        step();
        // Codes move the clock, and the callers' own tokens would not survive a long journey. Replays are not walked here.
        clock.reset();
        rows.of("update totp_authenticator set last_step = -1 where account_id = $1", account.value());
      }
      assertThat(violations).isEmpty();
    }

    private void step() {
      switch (random.nextInt(9)) {
        case 0 -> enrolByRecoveryCode();
        case 1 -> one(Who.OWNER).filter(_ -> count(Who.OWNER) < 3).ifPresent(app -> add(Who.OWNER, customers.proved(shown(app))));
        case 2 -> one(Who.THIEF).ifPresent(this::removeNow);
        case 3, 4 -> one(Who.THIEF).ifPresent(this::removeLater);
        case 5 -> one(Who.THIEF).ifPresent(this::renewCodes);
        case 6 -> one(Who.OWNER).ifPresent(app -> customers.proved(shown(app)));
        case 7 -> one(Who.OWNER).ifPresent(this::throwOut);
        case 8 -> pass(1 + random.nextInt(30));
      }
    }

    private Optional<App> one(Who who) {
      List<App> mine = apps.stream().filter(app -> app.who() == who).toList();
      return mine.isEmpty() ? Optional.empty() : Optional.of(mine.get(random.nextInt(mine.size())));
    }

    private long count(Who who) {
      return apps.stream().filter(app -> app.who() == who).count();
    }

    private void enrolByRecoveryCode() {
      if (count(Who.THIEF) < 2) add(Who.THIEF, customers.token(account, "aal2", "pwd", "recovery-code"));
    }

    private void add(Who who, String token) {
      apps.add(new App(customers.enrol(account, token), who, now, false));
    }

    /// What an older factor speaks against is over in the model, whatever the service does.
    private Customer shown(App app) {
      waiting.removeIf(pending -> app.settlesAt() < pending.asked().settlesAt()
          || pending.target() == app && app.settlesAt() <= now);
      return app.app();
    }

    private App any() {
      return apps.get(random.nextInt(apps.size()));
    }

    private void removeNow(App by) {
      App target = any();
      boolean gone = customers.remove(customers.proved(shown(by)), target.app().authenticator()).statusCode() == 204;
      if (gone) apps.remove(target);
      if (gone && by.settlesAt() > now) violations.add("at %d h %s removed %s".formatted(now, by, target));
    }

    private void removeLater(App by) {
      App target = any();
      int status = given().auth().oauth2(customers.proved(shown(by))).queryParam("wait", true)
          .delete("/v1/mfa/totp/{id}", target.app().authenticator()).statusCode();
      if (status == 204) {
        apps.remove(target);
        if (by.settlesAt() > now) violations.add("at %d h %s removed %s, and nothing waited".formatted(now, by, target));
      } else if (status == 202 && waiting.stream().noneMatch(pending -> pending.target() == target)) {
        waiting.add(new Waiting(target, by, now));
      }
    }

    private void renewCodes(App by) {
      if (customers.renewCodes(customers.proved(shown(by))).statusCode() == 201 && by.settlesAt() > now) {
        violations.add("at %d h %s issued recovery codes".formatted(now, by));
      }
    }

    // The owner reads the alert: a settled factor throws out what is fresh.
    private void throwOut(App by) {
      one(Who.THIEF).filter(_ -> by.settlesAt() <= now).ifPresent(target -> {
        int status = customers.remove(customers.proved(shown(by)), target.app().authenticator()).statusCode();
        if (status == 204) apps.remove(target);
        else violations.add("at %d h the owner's %s can't remove %s: %d".formatted(now, by, target, status));
      });
    }

    /// The clock stays, since Kafka takes no event from so far in the future; the rows grow older.
    private void pass(int hours) {
      now += hours;
      rows.of("update totp_authenticator set confirmed_at = confirmed_at - make_interval(hours => $2) where account_id = $1",
          account.value(), hours);
      rows.of("update pending_removal set requested_at = requested_at - make_interval(hours => $2), "
          + "requester_settles_at = requester_settles_at - make_interval(hours => $2), "
          + "takes_effect_at = takes_effect_at - make_interval(hours => $2), "
          + "reminded_at = reminded_at - make_interval(hours => $2) where account_id = $1", account.value(), hours);
      rows.of("update account set hold_until = hold_until - make_interval(hours => $2) where account_id = $1",
          account.value(), hours);
      carryOut.handle().await().indefinitely();
      List<String> left = customers.overview(account).getList("totp.id");
      for (App gone : apps.stream().filter(app -> !left.contains(app.app().authenticator())).toList()) {
        if (waiting.stream().noneMatch(pending -> pending.target() == gone && now - pending.since() >= SETTLED)) {
          violations.add("at %d h %s is gone; waiting: %s".formatted(now, gone, waiting));
        }
        apps.remove(gone);
        waiting.removeIf(pending -> pending.target() == gone);
      }
    }
  }
}
