package io.portcullis.runtime.event;

import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which of the transactions under way have put something into the outbox: for the others nobody need wake the relay.
@Singleton
class Owing {

  private final Set<io.vertx.sqlclient.SqlConnection> transactions = ConcurrentHashMap.newKeySet();

  void note(SqlConnection tx) {
    transactions.add(tx.getDelegate());
  }

  /// Forgets `tx`.
  ///
  /// @return whether it was noted
  boolean settle(SqlConnection tx) {
    return transactions.remove(tx.getDelegate());
  }
}
