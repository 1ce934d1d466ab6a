package io.portcullis.acceptance.house;

/// When a class runs that can't run just anywhere: journeys and attacks come first, in any order.
public final class Sequence {
  /// After the journeys have warmed the services, before the faults restart them.
  public static final int MEMORY = Integer.MAX_VALUE - 4;
  public static final int FAULTS = Integer.MAX_VALUE - 3;
  /// Looks at what all the others left behind.
  public static final int SWEEP = Integer.MAX_VALUE - 2;
  /// What leaves so much behind that reading it all would take longer than the rest.
  public static final int WALK = Integer.MAX_VALUE - 1;

  private Sequence() {}
}
