package io.portcullis.auth.addressbook;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.addressbook.BookEntries.NewEntry;
import io.portcullis.auth.addressbook.BookVerdict.Booked;
import io.portcullis.auth.addressbook.BookVerdict.BookedBefore;
import io.portcullis.auth.addressbook.BookVerdict.Full;
import io.portcullis.auth.addressbook.BookVerdict.NotFound;
import io.portcullis.auth.addressbook.BookVerdict.Present;
import io.portcullis.auth.addressbook.BookVerdict.Refused;
import io.portcullis.auth.approval.ConsumeOwnApproval;
import io.portcullis.auth.approval.ConsumeOwnApproval.Using;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Makes an entry of an approved action, once. Under the account's lock: of requests side by side one makes it, and the others find
/// it.
@ApplicationScoped
class BookAddress {

  private final Accounts accounts;
  private final BookEntries entries;
  private final ConsumeOwnApproval approvals;
  private final NetworkAddresses addresses;
  private final AddressBookConfig config;
  private final TellBook tell;
  private final Postgres postgres;
  private final Clock clock;

  BookAddress(Accounts accounts, BookEntries entries, ConsumeOwnApproval approvals, NetworkAddresses addresses,
      AddressBookConfig config, TellBook tell, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.entries = entries;
    this.approvals = approvals;
    this.addresses = addresses;
    this.config = config;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<BookVerdict> handle(AccountId account, UUID approval) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account)
        .chain(() -> entries.findByApproval(tx, account, approval))
        .chain(either(before -> now(new BookedBefore(before)), () -> book(tx, account, approval))));
  }

  private Uni<BookVerdict> book(SqlConnection tx, AccountId account, UUID approval) {
    return approvals.find(tx, account, approval, Destination.ENTRY).chain(either(
        details -> entries.of(tx, account).chain(booked -> {
          Destination to = Destination.of(details).orElseThrow();
          Optional<String> key = addresses.key(to.network(), to.address());
          if (key.isEmpty()) {
            // It was one when it was proposed, and the installation has learnt better since.
            return now(new Refused(AuthProblem.ACTION_REFUSED));
          }
          // Before the approval is used up: when there is room again, it is still good.
          if (booked.stream().anyMatch(entry -> entry.leadsTo(to, key.get()))) {
            return now(new Present());
          }
          return booked.size() >= config.entriesPerAccount() ? now(new Full())
              : add(tx, account, approval, new NewEntry(to, key.get(), details.path("label").asText()));
        }),
        () -> now(new NotFound())));
  }

  private Uni<BookVerdict> add(SqlConnection tx, AccountId account, UUID approval, NewEntry wanted) {
    return approvals.handle(tx, account, approval, Destination.ENTRY).chain(using -> switch (using) {
      case Using.Used() -> {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        yield entries.add(tx, account, approval, wanted, now, now.plus(config.cooling()))
            .call(entry -> tell.added(tx, account, entry)).map(Booked::new);
      }
      case Using.Refused(var problem) -> now(new Refused(problem));
      case Using.NotFound() -> now(new NotFound());
    });
  }
}
