package io.portcullis.runtime.verdict;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// How a chain goes on when nothing is to be waited for.
public final class Verdicts {

  private Verdicts() {}

  /// What is known already.
  public static <T> Uni<T> now(T verdict) {
    return Uni.createFrom().item(verdict);
  }

  public static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }

  /// Goes on with what was found, or without it.
  public static <T, R> Function<Optional<T>, Uni<? extends R>> either(
      Function<? super T, Uni<? extends R>> found, Supplier<Uni<? extends R>> nothing) {
    return maybe -> maybe.isPresent() ? found.apply(maybe.get()) : nothing.get();
  }
}
