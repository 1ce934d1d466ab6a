package io.portcullis.auth.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.SpanProbe;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AuthTest
@TestProfile(SpanProbe.Traced.class)
class SpansTest {

  private static final String USER_AGENT = "Canary/4711";

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  SpanProbe spans;

  @BeforeEach
  void forget() {
    spans.forget();
  }

  @Test
  void a29SecretLeak_whenACustomerSignsIn_thenTheyNameNeitherAddressNorBrowserNorAccountNorAttempt() {
    Customer ann = customers.active();
    neighbours.enrols(ann.account());
    Client client = Client.fromANewNetwork().with("User-Agent", USER_AGENT);

    String attempt = client.post("/v1/sign-in", ann.credentials()).text("signInId");
    Answer complete = client.post("/v1/sign-in/" + attempt + "/verify",
        Map.of("method", "totp", "code", NeighboursDouble.RIGHT_CODE));
    assertThat(complete.status()).isEqualTo(200);
    client.get("/v1/sign-in/" + attempt + "/nowhere?who=" + ann.account());
    client.bearer(attempt).get("/v1/account");

    List<SpanData> ended = spans.ofRequests(4);
    assertThat(ended).extracting(SpanData::getKind).contains(SpanKind.SERVER, SpanKind.CLIENT);
    assertThat(attempt).startsWith("psi_");
    String all = ended.toString();
    assertThat(all)
        .contains("/v1/sign-in/{id}/verify")
        .doesNotContain(client.headers().get("X-Forwarded-For"), "127.0.0.1", USER_AGENT, ann.account().toString(), attempt,
            attempt.substring("psi_".length()), ann.identifier());
  }

  @Test
  void a29SecretLeak_givenARefusedToken_whenTheExceptionIsNoted_thenItsMessageIsNot() {
    Client.fromANewNetwork().bearer("canary-token").get("/v1/account");

    assertThat(spans.ofRequests(1)).allSatisfy(span -> assertThat(span.getEvents()).isEmpty());
  }

  @Test
  void givenAnIdleService_whenItLooksWhatWaits_thenNoSpanIsMade() {
    Awaitility.await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(40)).until(() -> spans.ended().isEmpty());
  }
}
