package io.portcullis.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class RedactingFilterTest {

  private final RedactingFilter filter = new RedactingFilter();

  private String logged(String message, Object... parameters) {
    var record = new ExtLogRecord(Level.INFO, message, ExtLogRecord.FormatStyle.PRINTF, "test");
    record.setParameters(parameters);
    assertThat(filter.isLoggable(record)).isTrue();
    return record.getFormattedMessage();
  }

  @Test
  void secretLeak_givenATokenInAMessageOrParameter_thenItIsMasked() {
    assertThat(logged("refused %s", "prt_" + "A".repeat(43) + "abcdef")).isEqualTo("refused [REDACTED]");
    assertThat(logged("Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln seen")).isEqualTo("Bearer [REDACTED] seen");
    assertThat(logged("JWE eyJhbGciOiJFQ0RILUVTIn0..aXY.Y3Q.dGFn")).isEqualTo("JWE [REDACTED]");
    assertThat(logged("Cookie: a=1; __Host-portcullis-refresh=prt_%s; __Host-portcullis-device=pdt_%s", "A".repeat(120), "B".repeat(49)))
        .isEqualTo("Cookie: a=1; __Host-portcullis-refresh=[REDACTED]; __Host-portcullis-device=[REDACTED]");
  }

  @Test
  void logInjection_givenLineBreaksAndEscapes_thenOneLineStaysOneLine() {
    assertThat(logged("name %s", "a\r\nERROR forged\u001b[31m")).isEqualTo("name a ERROR forged [31m");
  }

  @Test
  void ordinaryMessagesPassUntouched() {
    assertThat(logged("outbox: %d rows at 100%% speed", 3)).isEqualTo("outbox: 3 rows at 100% speed");
  }

  @Test
  void secretLeak_givenATokenInTheMessageOfACause_thenItIsMaskedAndTheStackStays() {
    String token = "prt_" + "A".repeat(43) + "abcdef";
    var failure = new IllegalStateException("outer", new IllegalArgumentException("cannot decode " + token));
    var record = new ExtLogRecord(Level.ERROR, "failed", "test");
    record.setThrown(failure);
    filter.isLoggable(record);

    assertThat(record.getThrown()).hasToString("java.lang.IllegalStateException: outer");
    assertThat(record.getThrown().getCause()).hasToString("java.lang.IllegalArgumentException: cannot decode [REDACTED]");
    assertThat(record.getThrown().getStackTrace()).isEqualTo(failure.getStackTrace());
  }

  @Test
  void aCleanFailureIsLoggedAsItIs() {
    var failure = new IllegalStateException("outer", new IllegalArgumentException());
    var record = new ExtLogRecord(Level.ERROR, "failed", "test");
    record.setThrown(failure);
    filter.isLoggable(record);
    assertThat(record.getThrown()).isSameAs(failure);
  }
}
