package io.portcullis.runtime.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// A trace begins with a request or with a record from Kafka. What a service asks by itself, such as whether something waits
/// in a table, makes none: an idle suite made 1 670 spans a minute so.
class SpansOfRequests {

  @Produces
  @Singleton
  static Sampler sampler() {
    return Sampler.parentBased(new Beginnings());
  }

  // In a class of its own: the class of a producer is a bean, and of two samplers OpenTelemetry takes either.
  private static final class Beginnings implements Sampler {

    @Override
    public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind, Attributes attributes,
        List<LinkData> links) {
      return switch (kind) {
        case SERVER, CONSUMER -> SamplingResult.recordAndSample();
        case INTERNAL, CLIENT, PRODUCER -> SamplingResult.drop();
      };
    }

    @Override
    public String getDescription() {
      return "requests and records";
    }
  }
}
