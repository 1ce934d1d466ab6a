package io.portcullis.mfa.passphrase;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Why a trading passphrase is too easily guessed. The rules refuse 13 of a hundred passphrases, those that people choose
/// first (Bonneau, Preibusch, Anderson, "A birthday present every eleven wallets?", 2012: dates above all).
enum Triviality {
  /// At most two different digits, or a part that comes again: 111111, 123123, 112233, 123321, 121289.
  REPEAT(Triviality::repeats),
  /// Equal steps, or five neighbours in a row: 123456, 024680, 543219.
  RUN(Triviality::runs),
  /// Two lines on a keypad: 147258, 159357.
  SHAPE(Triviality::isShape),
  /// A day, as it is written anywhere: 311299, 123199, 991231.
  DATE(Triviality::isDate),
  /// A year of a life: 198407, 071984, 519847.
  YEAR(Triviality::hasYear);

  private static final int HALF = TradingPassphrase.LENGTH / 2;
  private static final int NEIGHBOURS = 5;
  private static final int DIGITS = 10;
  private static final int FIRST_YEAR = 1940;
  private static final int LAST_YEAR = 2035;
  private static final Set<String> LINES = Stream.concat(
          Stream.of("147", "258", "369", "159", "357"), IntStream.rangeClosed(0, DIGITS - HALF).mapToObj(Triviality::row))
      .flatMap(line -> Stream.of(line, reversed(line))).collect(Collectors.toUnmodifiableSet());

  private final Predicate<TradingPassphrase> rule;

  Triviality(Predicate<TradingPassphrase> rule) {
    this.rule = rule;
  }

  /// The first rule that it breaks; empty when it will do.
  static Optional<Triviality> of(TradingPassphrase passphrase) {
    return Arrays.stream(values()).filter(triviality -> triviality.rule.test(passphrase)).findFirst();
  }

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean repeats(TradingPassphrase typed) {
    String digits = typed.digits();
    List<String> pairs = List.of(digits.substring(0, 2), digits.substring(2, 4), digits.substring(4));
    return digits.chars().distinct().count() <= 2
        || digits.startsWith(digits.substring(HALF))
        || reversed(digits).equals(digits)
        || pairs.stream().allMatch(pair -> pair.charAt(0) == pair.charAt(1))
        || pairs.get(1).equals(pairs.get(0)) || pairs.get(1).equals(pairs.get(2));
  }

  private static boolean runs(TradingPassphrase typed) {
    int[] steps = IntStream.range(1, TradingPassphrase.LENGTH).map(place -> typed.at(place) - typed.at(place - 1)).toArray();
    return Arrays.stream(steps).map(step -> Math.floorMod(step, DIGITS)).distinct().count() == 1
        || IntStream.rangeClosed(0, TradingPassphrase.LENGTH - NEIGHBOURS).anyMatch(from -> isRow(steps, from));
  }

  private static boolean isRow(int[] steps, int from) {
    return Math.abs(steps[from]) == 1
        && Arrays.stream(steps, from, from + NEIGHBOURS - 1).distinct().count() == 1;
  }

  private static boolean isShape(TradingPassphrase typed) {
    return LINES.contains(typed.digits().substring(0, HALF)) && LINES.contains(typed.digits().substring(HALF));
  }

  private static boolean isDate(TradingPassphrase typed) {
    int first = typed.number(0, 2);
    int second = typed.number(2, 4);
    return isDay(first, second) || isDay(second, first) || isDay(typed.number(4, 6), second);
  }

  private static boolean isDay(int day, int month) {
    return month >= Month.JANUARY.getValue() && month <= Month.DECEMBER.getValue()
        && day >= 1 && day <= Month.of(month).maxLength();
  }

  private static boolean hasYear(TradingPassphrase typed) {
    return IntStream.rangeClosed(0, 2).map(from -> typed.number(from, from + 4))
        .anyMatch(year -> year >= FIRST_YEAR && year <= LAST_YEAR);
  }

  private static String row(int first) {
    return IntStream.range(first, first + HALF).mapToObj(Integer::toString).collect(Collectors.joining());
  }

  private static String reversed(String digits) {
    return new StringBuilder(digits).reverse().toString();
  }
}
