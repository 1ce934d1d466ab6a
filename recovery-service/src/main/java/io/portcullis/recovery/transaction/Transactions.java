package io.portcullis.recovery.transaction;

import io.portcullis.runtime.event.Postgres;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// Begins transactions of Hibernate Reactive.
@ApplicationScoped
public class Transactions {

  private final Postgres postgres;

  Transactions(Postgres postgres) {
    this.postgres = postgres;
  }

  /// Runs `work` in one transaction; a failure rolls it back. The session is handed over, and Panache's repositories find the
  /// same one. What `work` put into the [SessionOutbox] is on its way as soon as the commit is acknowledged.
  public <T> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
    return Panache.withTransaction(() -> Panache.getSession().chain(session -> work.apply(session))).invoke(postgres::published);
  }
}
