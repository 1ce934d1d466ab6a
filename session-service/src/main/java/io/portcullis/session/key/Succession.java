package io.portcullis.session.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The keys in the order in which they sign, looked at in one moment: who signs, who comes next, who is done.
record Succession(List<SigningKey> inOrder, Instant now) {

  private static final Comparator<SigningKey> BY_TURN = Comparator.comparing(SigningKey::activeFrom);

  Succession {
    inOrder = inOrder.stream().sorted(BY_TURN).toList();
  }

  /// The last one whose time has come. None has where the clock is behind that of the instance which made them: then
  /// the first, for a token signed too early is good and no token is none.
  Optional<SigningKey> signing() {
    return inOrder.reversed().stream().filter(this::isDue).findFirst().or(() -> inOrder.stream().findFirst());
  }

  Optional<SigningKey> next() {
    return inOrder.stream().filter(key -> !isDue(key)).findFirst();
  }

  Optional<SigningKey> find(String kid) {
    return inOrder.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  KeyState stateOf(SigningKey key) {
    if (signing().filter(key::equals).isPresent()) {
      return KeyState.SIGNING;
    }
    return isDue(key) ? KeyState.RETIRING : KeyState.NEXT;
  }

  boolean hasOneDue() {
    return inOrder.stream().anyMatch(this::isDue);
  }

  /// Who signs from when: two successions with the same turns are the same.
  Map<String, Instant> turns() {
    return inOrder.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, SigningKey::activeFrom));
  }

  private boolean isDue(SigningKey key) {
    return !key.activeFrom().isAfter(now);
  }

  /// Those whose successor has been signing for longer than any token lives.
  List<SigningKey> outlived(Duration longestToken) {
    return IntStream.range(0, Math.max(0, inOrder.size() - 1))
        .filter(i -> inOrder.get(i + 1).activeFrom().plus(longestToken).isBefore(now))
        .mapToObj(inOrder::get).toList();
  }

  Succession with(SigningKey key) {
    return new Succession(Stream.concat(inOrder.stream(), Stream.of(key)).toList(), now);
  }

  Succession without(SigningKey... gone) {
    return new Succession(inOrder.stream().filter(Predicate.not(List.of(gone)::contains)).toList(), now);
  }

  /// As this, but `key` signs from `activeFrom` on.
  Succession withTurn(SigningKey key, Instant activeFrom) {
    return without(key).with(key.activeFrom(activeFrom));
  }
}
