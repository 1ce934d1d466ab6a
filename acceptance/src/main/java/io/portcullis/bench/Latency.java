package io.portcullis.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// How long the requests of one scenario took.
///
/// @param bins the histogram, shortest first, without empty bins; empty when an older file holds none
record Latency(double p50Millis, double p95Millis, double p99Millis, double maxMillis, @JsonProperty("latencies") List<Bin> bins) {
  private static final double FIRST_BIN_MILLIS = 0.05;
  /// How much wider each bin is than the one before. Fixed, so that two runs have the same bins.
  private static final double STEP = 1.25;
  private static final double MICROS_PER_MILLI = 1000.0;

  Latency {
    bins = List.copyOf(Objects.requireNonNullElse(bins, List.of()));
  }

  /// @param toMillis its upper end, which belongs to it
  record Bin(double toMillis, long requests) {
    double fromMillis() {
      return toMillis / STEP;
    }
  }

  static Latency of(Histogram micros) {
    return new Latency(percentile(micros, 50), percentile(micros, 95), percentile(micros, 99),
        micros.getMaxValue() / MICROS_PER_MILLI, bins(micros));
  }

  /// Of all requests of its run, so that runs of different length can be compared.
  double share(Bin bin) {
    return (double) bin.requests() / bins.stream().mapToLong(Bin::requests).sum();
  }

  double largestShare() {
    return bins.stream().mapToDouble(this::share).max().orElse(0);
  }

  private static List<Bin> bins(Histogram micros) {
    Map<Integer, Long> counts = new TreeMap<>();
    micros.recordedValues().forEach(value ->
        counts.merge(bin(value.getValueIteratedTo() / MICROS_PER_MILLI), value.getCountAtValueIteratedTo(), Long::sum));
    return counts.entrySet().stream().map(bin -> new Bin(FIRST_BIN_MILLIS * Math.pow(STEP, bin.getKey()), bin.getValue())).toList();
  }

  private static int bin(double millis) {
    return millis <= FIRST_BIN_MILLIS ? 0 : (int) Math.ceil(Math.log(millis / FIRST_BIN_MILLIS) / Math.log(STEP));
  }

  private static double percentile(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }
}
