package io.portcullis.runtime.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/// Before a span ends, every text in it is redacted unless it is known to say nothing of a person: the instrumentations
/// note client addresses, user agents, and paths with account ids and tokens of attempts in them.
///
/// Messages of exceptions are events of a span. None is kept: `quarkus.otel.span.event.count.limit` is 0.
@Singleton
class SpansNameNobody implements ExtendedSpanProcessor {

  private static final String REDACTED = "redacted";

  private static final Set<String> HARMLESS = Set.of(
      "http.request.method", "http.route", "url.scheme", "error.type", "network.protocol.name", "network.protocol.version",
      "network.transport", "code.function", "code.function.name", "code.namespace",
      "db.system", "db.system.name", "db.operation", "db.operation.name", "db.collection.name", "db.statement", "db.query.text",
      "db.query.summary", "messaging.system", "messaging.operation", "messaging.operation.type", "messaging.operation.name",
      "messaging.destination.name", "messaging.consumer.group.name", "messaging.kafka.consumer.group");

  @Override
  public boolean isOnEndingRequired() {
    return true;
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    span.getAttributes().forEach((key, _) -> {
      if (!HARMLESS.contains(key.getKey())) {
        redact(span, key);
      }
    });
  }

  @SuppressWarnings("unchecked")
  private static void redact(ReadWriteSpan span, AttributeKey<?> key) {
    switch (key.getType()) {
      case STRING -> span.setAttribute((AttributeKey<String>) key, REDACTED);
      case STRING_ARRAY -> span.setAttribute((AttributeKey<List<String>>) key, List.of(REDACTED));
      // Ports, codes, sizes.
      case BOOLEAN, LONG, DOUBLE, BOOLEAN_ARRAY, LONG_ARRAY, DOUBLE_ARRAY -> {}
    }
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {}
}
