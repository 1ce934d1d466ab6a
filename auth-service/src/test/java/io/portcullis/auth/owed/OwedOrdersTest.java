package io.portcullis.auth.owed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Orders that another service has not acknowledged.
@AuthTest
class OwedOrdersTest {

  NeighboursDouble neighbours;

  @Inject Customers customers;
  @Inject MutableClock clock;
  @Inject OwedBacklog backlog;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private enum Kind {
    SESSION_END("session_end_owed", "/standing"), REMOVAL_VOID("removal_void_owed", "/removals.*"),
    FACTOR_TAKE_BACK("factor_take_back_owed", "/factors/take-back");

    private final String table;
    private final String path;

    Kind(String table, String path) {
      this.table = table;
      this.path = path;
    }

    private String path(Customer customer) {
      return "/internal/accounts/" + customer.account() + path;
    }
  }

  private Answer change(Kind kind, Customer customer) {
    var recovery = Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
    String account = "/internal/accounts/" + customer.account();
    String request = UUID.randomUUID().toString();
    return kind == Kind.FACTOR_TAKE_BACK
        ? recovery.put(account + "/password", Map.of("password", "flamingo ledger three turbine", "requestId", request,
            "issuedAt", clock.instant().toString()))
        : recovery.post(account + "/freeze", Map.of("requestId", request, "reason", "alert"));
  }

  private long owed(Kind kind, Customer customer) {
    return customers.count("select count(*) from " + kind.table + " where account_id = $1", customer.account().value());
  }

  @ParameterizedTest
  @EnumSource
  void lostOrder_givenAnAccountThatTheNeighbourRefusesForGood_thenTheOrdersOfOthersAreToldAllTheSame(Kind kind) {
    Customer refused = customers.active();
    Customer other = customers.active();
    StubMapping refusing = neighbours.refusing(kind.path(refused));
    StubMapping away = neighbours.away(kind.path(other));
    assertThat(change(kind, refused).status()).isEqualTo(204);
    assertThat(change(kind, other).status()).isEqualTo(204);
    assertThat(owed(kind, refused)).isEqualTo(1);
    assertThat(owed(kind, other)).isEqualTo(1);

    neighbours.forget(away);
    await().atMost(Duration.ofSeconds(40)).until(() -> owed(kind, other) == 0);
    assertThat(owed(kind, refused)).isEqualTo(1);

    neighbours.forget(refusing);
    clock.advance(Duration.ofSeconds(15));
    await().atMost(Duration.ofSeconds(40)).until(() -> owed(kind, refused) == 0);
  }

  @Test
  void lostOrder_givenOneThatIsRefusedAgainAndAgain_thenItsPauseGrowsToAQuarterMinute_andALaterChangeIsToldAtOnce() {
    Customer ann = customers.active();
    StubMapping refusing = neighbours.refusing(Kind.FACTOR_TAKE_BACK.path(ann));
    assertThat(change(Kind.FACTOR_TAKE_BACK, ann).status()).isEqualTo(204);
    for (int failures = 1; failures <= 8; failures++) {
      int told = failures;
      await().atMost(Duration.ofSeconds(40)).until(() -> customers.count(
          "select failures from factor_take_back_owed where account_id = $1", ann.account().value()) >= told);
      clock.advance(Duration.ofSeconds(15));
    }
    assertThat(customers.count("select count(*) from factor_take_back_owed where account_id = $1 and next_try_at > $2",
        ann.account().value(), clock.instant().plus(Duration.ofSeconds(15)).atOffset(ZoneOffset.UTC))).isZero();

    assertThat(change(Kind.FACTOR_TAKE_BACK, ann).status()).isEqualTo(204);
    assertThat(customers.count("select count(*) from factor_take_back_owed where account_id = $1 and next_try_at = 'epoch'",
        ann.account().value())).isEqualTo(1);
    neighbours.forget(refusing);
    await().atMost(Duration.ofSeconds(40)).until(() -> owed(Kind.FACTOR_TAKE_BACK, ann) == 0);
  }

  @Test
  void lostOrder_givenWhatIsOwed_thenAGaugeTellsHowMuchAndForHowLong() {
    Customer ann = customers.active();
    StubMapping refusing = neighbours.refusing(Kind.REMOVAL_VOID.path(ann));
    change(Kind.REMOVAL_VOID, ann);
    clock.advance(Duration.ofMinutes(3));
    backlog.look().await().indefinitely();
    assertThat(gauge("portcullis_orders_owed")).isGreaterThanOrEqualTo(1);
    assertThat(gauge("portcullis_orders_owed_age_seconds")).isGreaterThanOrEqualTo(180);
    neighbours.forget(refusing);
  }

  private static double gauge(String metric) {
    return Pattern.compile("^" + metric + "\\{order=\"removal-void\"\\} (\\S+)", Pattern.MULTILINE).matcher(Management.metrics())
        .results().mapToDouble(match -> Double.parseDouble(match.group(1))).findFirst().orElseThrow();
  }
}
