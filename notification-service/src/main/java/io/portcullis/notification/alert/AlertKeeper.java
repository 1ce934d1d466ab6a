package io.portcullis.notification.alert;

import io.portcullis.contracts.SecurityEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// Keeps each alert beside its letters, whether or not the account has an address that a letter could go to.
public interface AlertKeeper {

  /// In `tx`, each event once.
  Uni<Void> keep(SqlConnection tx, SecurityEvent event);
}
