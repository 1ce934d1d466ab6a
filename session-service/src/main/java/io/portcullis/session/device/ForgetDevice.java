package io.portcullis.session.device;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.lifecycle.EndSessions;
import io.portcullis.session.lifecycle.EndedSession;
import io.portcullis.session.lifecycle.SessionEndings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends a device's sessions and forgets its token and its trust: the next sign-in from it is one from a new device.
@ApplicationScoped
class ForgetDevice {

  private final Devices devices;
  private final SessionEndings endings;
  private final EndSessions endSessions;
  private final Outbox outbox;
  private final Ids ids;

  ForgetDevice(Devices devices, SessionEndings endings, EndSessions endSessions, Outbox outbox, Ids ids) {
    this.devices = devices;
    this.endings = endings;
    this.endSessions = endSessions;
    this.outbox = outbox;
    this.ids = ids;
  }

  enum Verdict {
    FORGOTTEN,
    /// The one that the owner asks from.
    FORGOTTEN_HERE,
    UNKNOWN
  }

  Uni<Verdict> handle(Customer owner, DeviceId id) {
    return handle(owner.account(), Optional.of(owner.session()), id);
  }

  /// The owner has said in the review after a freeze that it is not theirs.
  Uni<Verdict> handle(AccountId account, DeviceId id) {
    return handle(account, Optional.empty(), id);
  }

  private Uni<Verdict> handle(AccountId account, Optional<SessionId> asking, DeviceId id) {
    return Uni.createFrom().deferred(() -> {
      var known = new AtomicBoolean();
      return endSessions
          .handle(account, EndReason.DEVICE_REVOKED, (tx, now) -> forget(tx, account, id, now, known))
          .map(ended -> known.get() ? forgotten(ended, asking) : Verdict.UNKNOWN);
    });
  }

  private static Verdict forgotten(List<EndedSession> ended, Optional<SessionId> current) {
    return ended.stream().anyMatch(session -> current.filter(session.id()::equals).isPresent()) ? Verdict.FORGOTTEN_HERE : Verdict.FORGOTTEN;
  }

  // The sessions first: their events want the device's name.
  private Uni<List<EndedSession>> forget(
      SqlConnection tx, AccountId account, DeviceId id, Instant now, AtomicBoolean known) {
    return endings.ofDevice(tx, account, id, now).call(() -> devices.forget(tx, account, id)
        .invoke(name -> known.set(name.isPresent()))
        .chain(name -> announce(tx, account, id, name, now)));
  }

  private Uni<Void> announce(SqlConnection tx, AccountId account, DeviceId id, Optional<String> name, Instant now) {
    return name.isPresent()
        ? outbox.append(tx, new DeviceChange(ids.nextEvent(), account, now, id, name.get(), DeviceAction.FORGOTTEN))
        : done();
  }
}
