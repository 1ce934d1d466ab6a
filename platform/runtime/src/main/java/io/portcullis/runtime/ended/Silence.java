package io.portcullis.runtime.ended;

/// Whether Kafka has fallen silent. A broker answers a waiting reader twice a second, whether there are records or not. So when the
/// count of answers stands still, Kafka is away, or out of this instance's reach.
final class Silence {

  /// Looks in a row without an answer between them. A machine that is busy may miss one.
  private static final int LOOKS = 2;

  private double answers = -1;
  private int looks;

  /// To be asked once a second.
  ///
  /// @param answered how many answers there were so far
  boolean lasts(double answered) {
    looks = answered == answers ? looks + 1 : 0;
    answers = answered;
    return looks >= LOOKS;
  }
}
