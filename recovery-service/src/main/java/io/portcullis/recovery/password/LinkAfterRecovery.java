package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.Address;
import io.portcullis.contracts.Message.PasswordResetLink;
import io.portcullis.recovery.account.Reachable;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The one link by which the owner of a recovered account sets a new password. It works for a day.
@ApplicationScoped
public class LinkAfterRecovery {

  public static final Duration LIFETIME = Duration.ofHours(24);

  private final Postgres postgres;
  private final ResetLinks links;
  private final LinkAddress address;
  private final Outbox outbox;
  private final Clock clock;

  LinkAfterRecovery(Postgres postgres, ResetLinks links, LinkAddress address, Outbox outbox, Clock clock) {
    this.postgres = postgres;
    this.links = links;
    this.address = address;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Sends it to the account's main address, once per case.
  public Uni<Void> send(UUID recoveryCase, Reachable owner, LinkOrigin origin) {
    return Uni.createFrom().deferred(() -> {
      Address.Channel channel = owner.address().channel();
      OpaqueToken token = address.token(channel);
      var message = new PasswordResetLink(owner.address(), owner.locale(), Optional.of(owner.account()),
          address.of(token, channel), LIFETIME);
      return postgres.withTransaction(tx -> add(tx, recoveryCase, owner, origin, token).chain(added -> added
          ? outbox.owe(tx, owner.account().value(), message) : done()));
    });
  }

  /// For a claimant whose address is lost: hands the link's token over, once per case.
  ///
  /// @return empty when it was handed over before
  public Uni<Optional<OpaqueToken>> handOver(UUID recoveryCase, Reachable owner, LinkOrigin origin) {
    return Uni.createFrom().deferred(() -> {
      OpaqueToken token = address.token(Address.Channel.EMAIL);
      return postgres.withTransaction(tx -> add(tx, recoveryCase, owner, origin, token))
          .chain(added -> now(added ? Optional.of(token) : Optional.<OpaqueToken>empty()));
    });
  }

  private Uni<Boolean> add(SqlConnection tx, UUID recoveryCase, Reachable owner, LinkOrigin origin, OpaqueToken token) {
    Instant now = clock.instant();
    return links.addOfCase(tx, recoveryCase, owner, origin, token, now, now.plus(LIFETIME));
  }
}
