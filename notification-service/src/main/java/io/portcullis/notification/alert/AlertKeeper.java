package io.portcullis.notification.alert;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.SecurityEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/// Keeps each alert beside its letters, whether or not the account has an address that a letter could go to.
public interface AlertKeeper {

  /// In `tx`, each event once.
  Uni<Void> keep(SqlConnection tx, SecurityEvent event);

  /// Those of `events` that were kept for the account, in the order in which they were.
  Uni<List<SecurityEvent>> kept(SqlConnection tx, AccountId account, List<EventId> events);
}
