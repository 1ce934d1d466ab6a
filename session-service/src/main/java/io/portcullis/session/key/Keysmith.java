package io.portcullis.session.key;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.AccessTokenConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// The one who changes keys, whoever wants it: the schedule or an operator, at any instance. One works at a time, and
/// leaves behind a key that signs, one published after it, and none whose tokens have all expired.
@ApplicationScoped
class Keysmith {

  private final Postgres postgres;
  private final SigningKeyRows rows;
  private final ReadSigningKeys readSigningKeys;
  private final KeyConfig config;
  private final Duration longestToken;
  private final SecureRandom random;
  private final Clock clock;

  Keysmith(Postgres postgres, SigningKeyRows rows, ReadSigningKeys readSigningKeys, KeyConfig config,
      AccessTokenConfig tokens, SecureRandom random, Clock clock) {
    this.postgres = postgres;
    this.rows = rows;
    this.readSigningKeys = readSigningKeys;
    this.config = config;
    this.longestToken = tokens.revocationMemory();
    this.random = random;
    this.clock = clock;
  }

  /// @param before as it was found, not put in order yet
  record Work(Succession before, Succession after) {

    boolean changedNothing() {
      return before.turns().equals(after.turns());
    }
  }

  boolean isInOrder(Succession found) {
    return found.outlived(longestToken).isEmpty() && found.hasOneDue() && found.next().isPresent();
  }

  /// Makes `wanted` of the keys, which it is shown in good order. This instance knows the result when it is told, the
  /// others as soon as they hear of the commit.
  Uni<Work> work(UnaryOperator<Succession> wanted) {
    return postgres.withTransaction(tx -> rows.lock(tx).chain(() -> rows.all(tx)).chain(found -> {
      var before = new Succession(found, clock.instant());
      var work = new Work(before, putInOrder(wanted.apply(putInOrder(before))));
      return rows.change(tx, work.before(), work.after()).replaceWith(work);
    }))
        // Committed: this instance reads it at the next notification or poll, should it fail now.
        .call(() -> readSigningKeys.handle().onFailure().recoverWithNull());
  }

  private Succession putInOrder(Succession found) {
    Succession ordered = found.without(found.outlived(longestToken).toArray(SigningKey[]::new));
    if (ordered.inOrder().isEmpty()) {
      ordered = ordered.with(newKey(found.now(), found.now()));
    } else if (!ordered.hasOneDue()) {
      ordered = ordered.withTurn(ordered.inOrder().getFirst(), found.now());
    }
    return ordered.next().isPresent() ? ordered : ordered.with(newKey(found.now(), turnAfter(ordered)));
  }

  private Instant turnAfter(Succession succession) {
    Instant due = succession.inOrder().getLast().activeFrom().plus(config.signs());
    Instant earliest = succession.now().plus(config.publishedBefore());
    return due.isAfter(earliest) ? due : earliest;
  }

  private SigningKey newKey(Instant now, Instant activeFrom) {
    return SigningKey.generate(config.algorithm(), now, activeFrom, random);
  }
}
