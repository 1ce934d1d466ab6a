package io.portcullis.auth.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.ServiceTokenFiles;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// BACK-3: a claimant's code against the account's authenticator app.
@AuthTest
class CompareFactorTest {

  private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");

  NeighboursDouble neighbours;

  @Inject Customers customers;

  private final Client stranger = Client.fromANewNetwork();

  private Answer compare(AccountId account, UUID recoveryCase, String code) {
    return stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service")).post("/internal/case-factors",
        Map.of("accountId", account.toString(), "caseId", recoveryCase.toString(), "openedAt", OPENED.toString(), "code", code));
  }

  @Test
  void back3_givenARightCode_thenItMatches_unlessTheAppSettledSinceTheCaseWasOpened() {
    Customer ann = customers.active();
    neighbours.offers(ann.account(), "totp");
    neighbours.stepUpsProved(ann.account(), OPENED.minusSeconds(1));
    assertThat(compare(ann.account(), UUID.randomUUID(), NeighboursDouble.RIGHT_CODE).text("outcome")).isEqualTo("match");
    assertThat(compare(ann.account(), UUID.randomUUID(), "000000").text("outcome")).isEqualTo("no-match");

    Customer bob = customers.active();
    neighbours.offers(bob.account(), "totp");
    neighbours.stepUpsProved(bob.account(), OPENED.plusSeconds(1));
    assertThat(compare(bob.account(), UUID.randomUUID(), NeighboursDouble.RIGHT_CODE).text("outcome")).isEqualTo("too-new");
  }

  @Test
  void a13_givenAClaimant_thenTheGuessCountsAsAStrangers_andIsBoundToTheCase() {
    Customer ann = customers.active();
    UUID recoveryCase = UUID.randomUUID();
    compare(ann.account(), recoveryCase, "000000");
    assertThat(neighbours.challengesAsked(ann.account())).singleElement().satisfies(asked ->
        assertThat(asked.getBodyAsString()).contains("\"claimant\":\"stranger\"", recoveryCase.toString()));
  }

  @Test
  void givenMfaServiceGivesNoAnswer_orBudgetsAreSpent_thenThatIsSaid_andACustomerIsNotLetIn() {
    Customer ann = customers.active();
    neighbours.offers(ann.account(), "totp");
    StubMapping throttled = neighbours.codesAnswered("{\"outcome\":\"throttled\",\"retryAfter\":60}");
    try {
      assertThat(compare(ann.account(), UUID.randomUUID(), "000000").text("outcome")).isEqualTo("not-compared");
    } finally {
      neighbours.forget(throttled);
    }
    assertThat(stranger.post("/internal/case-factors", Map.of("accountId", ann.account().toString(), "caseId", UUID.randomUUID().toString(),
        "openedAt", OPENED.toString(), "code", "000000")).status()).isEqualTo(401);
    assertThat(compare(ann.account(), UUID.randomUUID(), "12345").status()).isEqualTo(400);
  }
}
