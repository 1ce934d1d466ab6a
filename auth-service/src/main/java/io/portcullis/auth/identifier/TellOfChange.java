package io.portcullis.auth.identifier;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.hold.ChangeTimes;
import io.portcullis.auth.hold.OwnChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Tells of a change in the transaction that makes it: the settled addresses of before by message, other services by event and
/// by the account's contact.
@ApplicationScoped
class TellOfChange {

  static final String TOKEN_PREFIX = "pit";

  private final IdentifierChanges changes;
  private final ChangeTimes times;
  private final Accounts accounts;
  private final Outbox outbox;
  private final Ids ids;
  private final SecureRandom random;
  private final String origin;

  TellOfChange(IdentifierChanges changes, ChangeTimes times, Accounts accounts, Outbox outbox, Ids ids, SecureRandom random,
      @ConfigProperty(name = "portcullis.origin") String origin) {
    this.changes = changes;
    this.times = times;
    this.accounts = accounts;
    this.outbox = outbox;
    this.ids = ids;
    this.random = random;
    this.origin = origin;
  }

  /// @param concerned    what was added, removed or made the primary one
  /// @param besideFactor whether the account had a second factor then
  /// @param session      in which it was made
  record Change(IdentifierAction action, Identifier concerned, boolean besideFactor, SessionId session) {}

  /// @return the account as it is now
  Uni<Account> handle(SqlConnection tx, Account before, Change change, Instant now) {
    IdentifierAction action = change.action();
    Identifier concerned = change.concerned();
    // Not an address that was just added: who made the change may have added it, and must not hold a link.
    List<Account.Proved> told = before.identifiers().stream().filter(proved -> before.isSettled(proved, now)).toList();
    // One token for all that are told, so it is as short as a text message needs it.
    OpaqueToken token = OpaqueToken.randomBrief(TOKEN_PREFIX, random);
    return changes.add(tx, ids.next(), before, action,
        action == IdentifierAction.REMOVED ? Optional.of(concerned) : Optional.empty(), change.besideFactor(), token, now)
        // What was issued to the addresses of before opens nothing now.
        .chain(() -> accounts.voidResets(tx, before.id(), now))
        .chain(() -> times.note(tx, before.id(), OwnChange.IDENTIFIERS_CHANGED, now))
        .call(held -> Multi.createFrom().iterable(told)
            .onItem().transformToUniAndConcatenate(proved -> outbox.owe(tx, before.id().value(),
                new Message.IdentifierChanged(proved.identifier().address(), before.locale(), Optional.of(before.id()),
                    action, link(proved.identifier().address(), token),
                    IdentifierChanges.LIFETIME, Optional.of(concerned.address()),
                    new Message.Circumstances(Optional.of(held), Optional.of(change.session())))).replaceWith(proved))
            .collect().asList())
        .chain(held -> published(tx, before.id(), action, held, now));
  }

  // In the fragment, which browsers send to nobody.
  private String link(Address to, OpaqueToken token) {
    String page = switch (to.channel()) {
      case EMAIL -> "/recovery/identifier";
      case SMS -> "/r";
    };
    return origin + page + "#token=" + token.reveal();
  }

  /// Event and contact alone.
  Uni<Account> published(SqlConnection tx, AccountId account, IdentifierAction action, Instant now) {
    return times.note(tx, account, OwnChange.IDENTIFIERS_CHANGED, now).chain(held -> published(tx, account, action, held, now));
  }

  private Uni<Account> published(SqlConnection tx, AccountId account, IdentifierAction action, Instant heldUntil, Instant now) {
    return accounts.find(tx, account).map(Optional::orElseThrow)
        .call(() -> outbox.append(tx, new IdentifierChange(ids.nextEvent(), account, now, action, Optional.of(heldUntil))))
        .call(after -> outbox.publish(tx, new Contact(ids.nextEvent(), account, now,
            after.identifiers().stream().map(proved -> proved.identifier().address()).toList(), after.locale())));
  }
}
