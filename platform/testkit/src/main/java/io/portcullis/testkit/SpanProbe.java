package io.portcullis.testkit;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/// The spans that the service under test has ended, as an exporter gets them. There are some with the profile [Traced] alone.
@Singleton
public class SpanProbe implements SpanProcessor {

  private final List<SpanData> ended = new CopyOnWriteArrayList<>();

  /// Switches traces on, and sends them nowhere.
  public static final class Traced implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "1h");
    }
  }

  public void forget() {
    ended.clear();
  }

  public List<SpanData> ended() {
    return List.copyOf(ended);
  }

  /// All of so many requests: the span of a request ends a moment after its answer, and after those of what it asked for.
  public List<SpanData> ofRequests(int requests) {
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() ->
        ended.stream().filter(span -> span.getKind() == SpanKind.SERVER).count() >= requests);
    return ended();
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ended.add(span.toSpanData());
  }
}
