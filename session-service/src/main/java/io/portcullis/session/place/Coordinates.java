package io.portcullis.session.place;

/// A point on Earth.
///
/// @param radiusKilometres how far off the true place may be; 0 when nobody says
public record Coordinates(double latitude, double longitude, double radiusKilometres) {

  /// Mean radius (IUGG).
  private static final double EARTH = 6_371.0088;

  public Coordinates {
    // Put so that NaN is none, either.
    boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
        && radiusKilometres >= 0 && radiusKilometres < Double.POSITIVE_INFINITY;
    if (!onEarth) {
      throw new IllegalArgumentException("no point on Earth");
    }
  }

  public Coordinates(double latitude, double longitude) {
    this(latitude, longitude, 0);
  }

  /// Along the great circle, by the haversine formula, which stays exact for short ways (R. W. Sinnott, "Virtues of the
  /// Haversine", Sky and Telescope 68, 1984). The radii are not taken off.
  public double kilometresTo(Coordinates other) {
    double here = Math.toRadians(latitude);
    double there = Math.toRadians(other.latitude);
    double north = Math.sin((there - here) / 2);
    double east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
    double haversine = north * north + Math.cos(here) * Math.cos(there) * east * east;
    // Rounding may carry antipodes past 1.
    return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }
}
