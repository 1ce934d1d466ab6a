package io.portcullis.auth.addressbook;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.auth.addressbook.KnownAddresses.Use;
import io.portcullis.auth.approval.Destinations;
import io.portcullis.auth.approval.ExecutedWithdrawals;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.runtime.problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the address book has to say to actions that have an address: a withdrawal, an entry of the book itself, and types of the
/// installation's own.
@ApplicationScoped
class BookRules implements Destinations {

  private final NetworkAddresses addresses;
  private final BookEntries entries;
  private final BookOnlyModes modes;
  private final ExecutedWithdrawals withdrawals;
  private final Clock clock;

  BookRules(NetworkAddresses addresses, BookEntries entries, BookOnlyModes modes, ExecutedWithdrawals withdrawals, Clock clock) {
    this.addresses = addresses;
    this.entries = entries;
    this.modes = modes;
    this.withdrawals = withdrawals;
    this.clock = clock;
  }

  @Override
  public List<FieldError> errors(ObjectNode details) {
    return Destination.isOfEntry(details) && Destination.of(details).flatMap(this::key).isEmpty()
        ? List.of(new FieldError("/address", "is no address of this network")) : List.of();
  }

  @Override
  public Uni<Warnings> warnings(SqlClient client, AccountId account) {
    return known(client, account).chain(known -> modes.find(client, account).map(mode -> details -> Destination.of(details)
        .map(to -> known.warnings(to, Destination.isOfEntry(details) ? Use.BOOK : mode.isPresent() ? Use.PAY_BOOK_ONLY : Use.PAY))
        .orElse(List.of())));
  }

  /// What an account's addresses are compared with.
  Uni<KnownAddresses> known(SqlClient client, AccountId account) {
    return entries.of(client, account).chain(booked -> withdrawals.of(client, account).map(paid -> new KnownAddresses(booked,
        paid.stream().flatMap(details -> Destination.of(details).stream()).distinct().toList(), addresses, clock.instant())));
  }

  @Override
  public Uni<Optional<ApprovalRefusal>> obstacle(SqlConnection tx, AccountId account, ObjectNode details) {
    Optional<Destination> to = Destination.of(details);
    if (to.isEmpty() || Destination.isOfEntry(details)) {
      return now(Optional.empty());
    }
    Instant now = clock.instant();
    return entries.lookUp(tx, account, to.get(), key(to.get())).map(found -> {
      if (!found.bookOnly()) {
        return Optional.empty();
      }
      return found.usableAt().isEmpty() ? Optional.of(ApprovalRefusal.ADDRESS_NOT_BOOKED)
          : found.usableAt().filter(now::isBefore).map(_ -> ApprovalRefusal.ADDRESS_COOLING);
    });
  }

  /// Empty for what is no address on its network.
  private Optional<String> key(Destination to) {
    return addresses.key(to.network(), to.address());
  }
}
