package io.portcullis.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Compares two samples without a guess at how they are distributed.
final class TwoSamples {
  private TwoSamples() {}

  /// How likely a difference of ranks at least as large is if both come from one source: two-sided, by the normal
  /// approximation with correction for ties.
  static double mannWhitneyP(double[] a, double[] b) {
    int n = a.length + b.length;
    double[] all = Arrays.copyOf(a, n);
    System.arraycopy(b, 0, all, a.length, b.length);
    int[] order = IntStream.range(0, n).boxed().sorted((x, y) -> Double.compare(all[x], all[y])).mapToInt(Integer::intValue).toArray();
    double ranksOfA = 0;
    double ties = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && all[order[to]] == all[order[from]]) to++;
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) if (order[i] < a.length) ranksOfA += rank;
      double tied = to - from;
      ties += tied * tied * tied - tied;
      from = to;
    }
    double u = ranksOfA - a.length * (a.length + 1.0) / 2;
    double mean = (double) a.length * b.length / 2;
    double variance = (double) a.length * b.length / 12 * (n + 1 - ties / ((double) n * (n - 1)));
    return variance == 0 ? 1 : 2 * upperTail(Math.abs(u - mean) / Math.sqrt(variance));
  }

  /// By how much `a` is larger: the median of all differences of two.
  static double hodgesLehmann(double[] a, double[] b) {
    double[] differences = new double[a.length * b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) differences[i * b.length + j] = a[i] - b[j];
    }
    Arrays.parallelSort(differences);
    int middle = differences.length / 2;
    return differences.length % 2 == 1 ? differences[middle] : (differences[middle - 1] + differences[middle]) / 2;
  }

  // Of the standard normal distribution, Abramowitz and Stegun 26.2.17; good to 7.5e-8.
  private static double upperTail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
  }
}
