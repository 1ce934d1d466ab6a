package io.portcullis.bench;

import java.util.List;
import java.util.stream.IntStream;

/// Maps a figure to a place so that equal ratios are equal distances.
///
/// @param least    at `from`, above zero
/// @param greatest at `to`
record LogScale(double least, double greatest, double from, double to) {

  /// One that begins and ends at powers of ten around the figures.
  static LogScale around(List<Double> figures, double from, double to) {
    double least = figures.stream().mapToDouble(Double::doubleValue).filter(figure -> figure > 0).min().orElse(1);
    double greatest = figures.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double low = Math.pow(10, Math.floor(Math.log10(least)));
    return new LogScale(low, Math.max(low * 10, Math.pow(10, Math.ceil(Math.log10(greatest)))), from, to);
  }

  double at(double figure) {
    double share = Math.log(Math.max(figure, least) / least) / Math.log(greatest / least);
    return from + share * (to - from);
  }

  /// The powers of ten.
  List<Double> ticks() {
    return IntStream.rangeClosed(0, (int) Math.round(Math.log10(greatest / least))).mapToObj(i -> least * Math.pow(10, i)).toList();
  }
}
