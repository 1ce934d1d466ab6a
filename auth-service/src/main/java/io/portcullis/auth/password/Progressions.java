package io.portcullis.auth.password;

import io.portcullis.auth.password.PasswordChoice.Reason;
import java.util.ArrayList;
import java.util.List;

/// Characters that go on as they began: sequences, walks over a keyboard in any direction, zigzags, columns, interleaved
/// and counted-up blocks.
///
/// A password is seen as steps between places: keys of a layout, or code points. Only what a step adds to the steps
/// before it costs a guess. One rule so covers `123456`, `13579`, `aabbcc`, `010203`, `qwerty`, `1q2w3e`, `1qaz2wsx`.
final class Progressions {

  private static final int LAGS = 4;
  private static final int PERIODS = 8;
  private static final int SHORTEST = 4;
  private static final int NO_STEP = Integer.MIN_VALUE;

  // Decimal logarithms of choices: a neighbour, any key, which of the earlier steps comes again, none.
  private static final double NEIGHBOUR = 0.9;
  private static final double ANYWHERE = 1.7;
  private static final double AS_EARLIER = 0.7;
  private static final double AS_BEFORE = 0.05;

  private final int[] text;
  private final List<Steps> steps = new ArrayList<>();

  Progressions(int[] text) {
    this.text = text;
    for (int lag = 1; lag <= LAGS; lag++) {
      steps.add(byCodePoint(text, lag));
      for (KeyLayout layout : KeyLayout.ALL) {
        steps.add(byKey(text, lag, layout));
      }
    }
  }

  /// Told of each progression that begins at `from`.
  interface Found {
    void upTo(int end, double magnitude, Reason kind);
  }

  void from(int from, Found found) {
    for (Steps way : steps) {
      follow(way, from, found);
    }
  }

  private void follow(Steps way, int from, Found found) {
    double magnitude = 0;
    int period = 0;
    for (int at = from; at < text.length; at++) {
      if (at < from + way.lag) {
        magnitude += Characters.magnitude(text[at]);
      } else {
        int step = way.at[at];
        if (step == NO_STEP) {
          return;
        }
        if (period > 0 && way.at[at - period] == step) {
          magnitude += AS_BEFORE;
        } else {
          period = earlier(way, from, at);
          magnitude += period > 0 ? AS_EARLIER : way.isNear[at] ? NEIGHBOUR : ANYWHERE;
        }
      }
      if (at - from + 1 >= SHORTEST) {
        found.upTo(at + 1, magnitude, way.kind);
      }
    }
  }

  private static int earlier(Steps way, int from, int at) {
    for (int period = 1; period <= PERIODS && at - period >= from + way.lag; period++) {
      if (way.at[at - period] == way.at[at]) {
        return period;
      }
    }
    return 0;
  }

  /// @param at     the step that leads to each character, as one number
  /// @param isNear whether it leads no farther than to a neighbour
  private record Steps(int lag, Reason kind, int[] at, boolean[] isNear) {

    static Steps none(int lag, Reason kind, int length) {
      int[] at = new int[length];
      java.util.Arrays.fill(at, NO_STEP);
      return new Steps(lag, kind, at, new boolean[length]);
    }
  }

  private static Steps byCodePoint(int[] text, int lag) {
    var steps = Steps.none(lag, Reason.SEQUENCE, text.length);
    for (int i = lag; i < text.length; i++) {
      int step = step(text[i - lag], text[i]);
      steps.at[i] = step;
      steps.isNear[i] = Math.abs(step) <= 1;
    }
    return steps;
  }

  // Ten digits and 26 letters are circles: after 9 comes 0.
  private static int step(int from, int to) {
    int fromDigit = Character.digit(from, 10);
    int toDigit = Character.digit(to, 10);
    if (fromDigit >= 0 && toDigit >= 0) {
      return around(toDigit - fromDigit, 10);
    }
    int fromLetter = Character.toLowerCase(from) - 'a';
    int toLetter = Character.toLowerCase(to) - 'a';
    return fromLetter >= 0 && fromLetter < 26 && toLetter >= 0 && toLetter < 26
        ? around(toLetter - fromLetter, 26)
        : to - from;
  }

  private static int around(int difference, int circle) {
    int step = Math.floorMod(difference, circle);
    return step > circle / 2 ? step - circle : step;
  }

  private static Steps byKey(int[] text, int lag, KeyLayout layout) {
    var steps = Steps.none(lag, Reason.KEYBOARD_WALK, text.length);
    for (int i = lag; i < text.length; i++) {
      KeyLayout.Key from = layout.keys().get(text[i - lag]);
      KeyLayout.Key to = layout.keys().get(text[i]);
      if (from != null && to != null) {
        int across = to.column() - from.column();
        int down = to.row() - from.row();
        steps.at[i] = across * 100 + down;
        steps.isNear[i] = Math.abs(across) <= 1 && Math.abs(down) <= 1;
      }
    }
    return steps;
  }
}
