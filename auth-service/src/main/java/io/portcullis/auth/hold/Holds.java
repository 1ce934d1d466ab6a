package io.portcullis.auth.hold;

import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// What holds an account's money now: our own changes, and those that mfa-service knows. Nobody knows while mfa-service is away:
/// then every question fails, and nothing may leave.
@ApplicationScoped
public class Holds {

  // An account's lock is held meanwhile, and a connection with it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ChangeTimes own;
  private final HoldScopes scopes;
  private final SecondFactors secondFactors;
  private final Clock clock;

  Holds(ChangeTimes own, HoldScopes scopes, @RestClient SecondFactors secondFactors, Clock clock) {
    this.own = own;
    this.scopes = scopes;
    this.secondFactors = secondFactors;
    this.clock = clock;
  }

  /// The longest first. Under the account's lock, no change passes unseen: one of ours waits for it. One of mfa-service's comes before
  /// the answer, and counts, or after it, and then the money left before.
  ///
  /// @throws ProblemException `unavailable`, as a failure of the Uni
  public Uni<List<Hold>> of(SqlClient client, AccountId account) {
    return own.of(client, account).chain(ours -> ofFactors(account).map(theirs -> {
      Instant now = clock.instant();
      return Stream.concat(ours.stream(), theirs.stream()).filter(hold -> hold.until().isAfter(now))
          .sorted(Comparator.comparing(Hold::until).reversed()).toList();
    }));
  }

  /// Until when money may not leave by this way; empty when it may.
  public Uni<Optional<Instant>> until(SqlClient client, AccountId account, HoldScope scope) {
    return of(client, account).map(holds -> longest(holds, scope));
  }

  static Optional<Instant> longest(List<Hold> holds, HoldScope scope) {
    return holds.stream().filter(hold -> hold.scope().contains(scope)).map(Hold::until).max(Comparator.naturalOrder());
  }

  private Uni<List<Hold>> ofFactors(AccountId account) {
    return secondFactors.protectionChanges(account).ifNoItem().after(PATIENCE).fail()
        .map(answer -> answer.changes().stream()
            .map(change -> new Hold(change.kind(), scopes.of(change.kind()), change.changedAt(), change.heldUntil())).toList())
        .onFailure().transform(ProblemException::unavailable);
  }
}
