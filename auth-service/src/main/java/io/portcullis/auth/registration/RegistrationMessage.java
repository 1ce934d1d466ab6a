package io.portcullis.auth.registration;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.account.AddressCodes.Use;
import io.portcullis.contracts.Message;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// What is written to an address that somebody wants to register: a code, or, when it has an account, a word to its
/// owner. The two cost the same and count together, so that neither work nor silence tells them apart.
@ApplicationScoped
class RegistrationMessage {

  private final AddressCodes codes;
  private final Outbox outbox;
  private final Clock clock;

  RegistrationMessage(AddressCodes codes, Outbox outbox, Clock clock) {
    this.codes = codes;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @param message    empty when the address has had its share of messages
  /// @param codeDigest empty when no code is in the message, so that none is right
  record Prepared(Optional<Message> message, Optional<String> codeDigest, Instant now) {}

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
