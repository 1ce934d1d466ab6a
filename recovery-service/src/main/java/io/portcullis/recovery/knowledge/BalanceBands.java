package io.portcullis.recovery.knowledge;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Rough amounts to choose from, as whole numbers.
///
/// @param unit    what is counted, such as `USD`
/// @param atLeast where each band begins, ascending, the first at `0`; a band ends where the next begins
@RegisterForReflection
@Schema(name = "RecoveryBalanceBands")
public record BalanceBands(String unit, List<String> atLeast) {

  private static final int MOST = 10;

  /// @throws IllegalArgumentException when the bounds are no ascending amounts above 0
  static BalanceBands of(String unit, List<Long> bounds) {
    List<Long> sorted = bounds.stream().distinct().sorted().toList();
    if (bounds.isEmpty() || bounds.size() >= MOST || bounds.getFirst() <= 0 || !bounds.equals(sorted)) {
      throw new IllegalArgumentException("are no one to nine ascending amounts above 0");
    }
    return new BalanceBands(unit, Stream.concat(Stream.of(0L), bounds.stream()).map(String::valueOf).toList());
  }
}
