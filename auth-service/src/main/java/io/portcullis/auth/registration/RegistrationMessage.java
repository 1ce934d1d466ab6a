package io.portcullis.auth.registration;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.account.AddressCodes.Use;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.Message;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is written to an address that somebody wants to register: a code, or, when it has an account, a word to its
/// owner. The two cost the same and count together, so that neither work nor silence tells them apart.
@ApplicationScoped
class RegistrationMessage {

  private final AddressCodes codes;
  private final Throttle throttle;
  private final Limits limits;
  private final Outbox outbox;
  private final KeyedDigest requesters;
  private final Clock clock;

  RegistrationMessage(AddressCodes codes, Throttle throttle, Limits limits, Outbox outbox, KeyRing ring, Clock clock) {
    this.codes = codes;
    this.throttle = throttle;
    this.limits = limits;
    this.outbox = outbox;
    requesters = ring.digestFor("registration-queue");
    this.clock = clock;
  }

  /// @param message    empty when the address has had its share of messages
  /// @param codeDigest empty when no code is in the message, so that none is right
  record Prepared(Optional<Message> message, Optional<String> codeDigest, Instant now) {}

  /// The network that asks, as it is counted and kept: a digest, so that what waits is counted like what is sent at once. One of
  /// a whole IPv6 /48, which would otherwise ask as often as it has networks.
  String requester(ClientNetwork network) {
    return requesters.of("network", network.site());
  }

  /// Counts one more message to the mailbox.
  ///
  /// @param requester as [#requester] says it
  /// @return how long it must wait; empty when it may be sent. The same whether or not the address has an account
  Uni<Optional<Duration>> untilAffordable(Identifier identifier, String requester) {
    return throttle.count(limits.messageTo(identifier.mailbox(), requester));
  }

  Prepared prepare(Registration registration, Optional<Account> owner, boolean affordable) {
    Instant now = clock.instant();
    // Made in every case, for the sake of equal work.
    String code = codes.next();
    String digest = codes.digest(Use.REGISTRATION, registration.id(), code);
    if (!affordable) {
      return new Prepared(Optional.empty(), Optional.empty(), now);
    }
    var to = registration.identifier().address();
    return owner.isPresent()
        ? new Prepared(Optional.of(new Message.RegistrationTaken(
            to, owner.get().locale(), Optional.of(owner.get().id()))), Optional.empty(), now)
        : new Prepared(Optional.of(new Message.RegistrationCode(
            to, registration.locale(), code, AddressCodes.LIFETIME)), Optional.of(digest), now);
  }

  Uni<Void> owe(SqlConnection tx, Registration registration, Prepared prepared) {
    return prepared.message().isPresent()
        ? outbox.owe(tx, registration.id(), prepared.message().get())
        : done();
  }
}
