package io.portcullis.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// W3C Trace Context §3.2.2.
class RequestIdsTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @ParameterizedTest
  @ValueSource(strings = {"00-" + TRACE + "-00f067aa0ba902b7-01", "cc-" + TRACE + "-00f067aa0ba902b7-00-what-comes-later"})
  void givenATraceparent_thenItsTraceIsTaken(String header) {
    assertThat(RequestIds.traceOfCaller(header)).hasValue(TRACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "ff-" + TRACE + "-00f067aa0ba902b7-01", "00-" + TRACE + "-0000000000000000-01",
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "00-" + TRACE + "-00f067aa0ba902b7-01\n{\"level\":\"ERROR\"}"})
  void a29LogInjection_givenAnythingElse_thenNoneOfItIsTaken(String header) {
    assertThat(RequestIds.traceOfCaller(header)).isEmpty();
  }

  @Test
  void givenNoHeader_thenThereIsNone() {
    assertThat(RequestIds.traceOfCaller(null)).isEmpty();
  }
}
