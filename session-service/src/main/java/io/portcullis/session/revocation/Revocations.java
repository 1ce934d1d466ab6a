package io.portcullis.session.revocation;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.ended.EndedSessions;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.LiveTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.function.Supplier;

/// The sessions that ended lately, in the service that ends them: what every service hears by Kafka, and beside it what
/// PostgreSQL notifies and the table holds.
@ApplicationScoped
public class Revocations {

  private final EndedSessions ended;
  private final LiveTokens live;
  private volatile boolean tableRead;

  Revocations(EndedSessions ended, LiveTokens live) {
    this.ended = ended;
    this.live = live;
  }

  /// Idempotent: the same ending arrives by several ways.
  public void add(SessionId session, Instant forgetAt) {
    ended.add(session, forgetAt);
  }

  public boolean contains(SessionId session) {
    return ended.contains(session);
  }

  /// The customer has locked the settings: tokens that do not say so are void. Idempotent, as [#add].
  public void addSettingsLock(AccountId account, Instant forgetAt) {
    ended.addLock(account, forgetAt);
  }

  /// Whether a verified token is void before it expires.
  public boolean voids(Customer customer) {
    return !live.contain(customer);
  }

  /// False until the table has been read: who asks too early might let a revoked token pass.
  public boolean areKnown() {
    return tableRead;
  }

  /// What to answer once they are known; a problem that asks to come again until then.
  public <T> Uni<T> whenKnown(Supplier<Uni<? extends T>> answer) {
    return Uni.createFrom().deferred(() -> areKnown() ? answer.get() : Uni.createFrom().failure(ProblemException.notYet()));
  }

  void pastIsKnown() {
    tableRead = true;
    // Kafka may be away: the table holds all of it.
    ended.pastIsKnown();
  }

  void forgetExpired() {
    ended.forgetExpired();
  }
}
