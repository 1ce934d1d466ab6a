package io.portcullis.auth.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/// Traces are off here, as they are unless an operator switches them on.
@AuthTest
class RequestIdsTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Test
  void givenARequestThatFails_whenItIsAnswered_thenTheAnswerNamesTheLineOfTheLog() {
    Client client = Client.fromANewNetwork().with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    var lines = new Lines();
    customers.query("alter table password_credential rename to elsewhere");
    try {
      Answer failed = client.post("/v1/sign-in", Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD));

      assertThat(failed.status()).isEqualTo(500);
      assertThat(failed.problem()).isEqualTo("internal-error");
      assertThat(failed.text("traceId")).isEqualTo(TRACE);
      assertThat(failed.text("requestId")).matches("[0-9a-f]{16}");
      assertThat(lines.with("a request failed")).singleElement().satisfies(line -> {
        assertThat(line.getMdc("traceId")).isEqualTo(TRACE);
        assertThat(line.getMdc("requestId")).isEqualTo(failed.text("requestId"));
      });
    } finally {
      lines.close();
      customers.query("alter table elsewhere rename to password_credential");
    }
  }

  @Test
  void givenARequest_whenANeighbourIsAsked_thenItHearsOfTheSameTrace() {
    Customer ann = customers.active();
    Client.fromANewNetwork().with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01").post("/v1/sign-in", ann.credentials());

    LoggedRequest asked = neighbours.sessionsAsked(ann.account()).getLast();
    assertThat(asked.getHeader("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-00").doesNotContain("00f067aa0ba902b7");
  }

  @Test
  void givenTwoRequestsWithoutATrace_thenEachHasOneOfItsOwn() {
    Customer ann = customers.active();
    Client client = Client.fromANewNetwork();
    client.post("/v1/sign-in", ann.credentials());
    client.with("traceparent", "00-nonsense-00").post("/v1/sign-in", ann.credentials());

    assertThat(neighbours.sessionsAsked(ann.account())).extracting(asked -> asked.getHeader("traceparent").substring(3, 35))
        .hasSize(2).doesNotHaveDuplicates().allMatch(trace -> trace.matches("[0-9a-f]{32}"));
  }

  /// What is logged meanwhile.
  private static final class Lines extends Handler {

    private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");

    Lines() {
      root.addHandler(this);
    }

    List<ExtLogRecord> with(String message) {
      return records.stream().filter(record -> message.equals(record.getFormattedMessage())).toList();
    }

    @Override
    public void publish(LogRecord record) {
      ExtLogRecord line = ExtLogRecord.wrap(record);
      line.copyMdc();
      records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
    }
  }
}
