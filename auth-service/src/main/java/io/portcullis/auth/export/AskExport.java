package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.export.AccountExports.Earlier;
import io.portcullis.auth.export.ExportVerdict.Asked;
import io.portcullis.auth.export.ExportVerdict.TooMany;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Begins an export. A thief in a stolen session would know all of the victim by it. So a settled factor is wanted where one is
/// enrolled, nothing is gathered while a change of the account is fresh, and the owner has a day to hear of it and to stop it.
@ApplicationScoped
class AskExport {

  static final int MOST_A_DAY = 3;
  /// Apart from those: a thief who cancels what he asks for must not keep the owner from asking in another session. Each is told
  /// on every address, twice, so the account has a bound as well.
  static final int MOST_CANCELLED_IN_A_SESSION = 3;
  static final int MOST_CANCELLED = 12;
  private static final Duration DAY = Duration.ofDays(1);

  private final ProtectedChange protectedChange;
  private final AtRest atRest;
  private final AccountExports exports;
  private final TellExport tell;
  private final ExportConfig config;
  private final Ids ids;
  private final Clock clock;

  AskExport(ProtectedChange protectedChange, AtRest atRest, AccountExports exports, TellExport tell, ExportConfig config, Ids ids,
      Clock clock) {
    this.protectedChange = protectedChange;
    this.atRest = atRest;
    this.exports = exports;
    this.tell = tell;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /// Asking again while one is open changes nothing, and tells nothing.
  Uni<ExportVerdict> handle() {
    return protectedChange.admit().chain(admitted -> atRest.handle(admitted.customer().account(),
        (tx, _) -> ask(tx, admitted.customer())));
  }

  private Uni<ExportVerdict> ask(SqlConnection tx, Customer customer) {
    return exports.open(tx, customer.account()).chain(either(open -> now(new Asked(open)), () -> {
      Instant now = clock.instant();
      return exports.askedSince(tx, customer.account(), customer.session(), now.minus(DAY)).map(AskExport::again)
          .chain(either(again -> now(new TooMany(again)), () -> begin(tx, customer, now)));
    }));
  }

  private static Optional<Instant> again(List<Earlier> asked) {
    return Stream.of(again(asked, MOST_A_DAY, earlier -> !earlier.cancelled()),
            again(asked, MOST_CANCELLED_IN_A_SESSION, earlier -> earlier.cancelled() && earlier.here()),
            again(asked, MOST_CANCELLED, Earlier::cancelled))
        .flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private static Optional<Instant> again(List<Earlier> asked, int most, Predicate<Earlier> counted) {
    List<Earlier> these = asked.stream().filter(counted).toList();
    return these.size() < most ? Optional.empty() : Optional.of(these.get(these.size() - most).askedAt().plus(DAY));
  }

  private Uni<ExportVerdict> begin(SqlConnection tx, Customer customer, Instant now) {
    return exports.ask(tx, ids.next(), customer, now, now.plus(config.delay()))
        .call(export -> tell.of(tx, customer.account(), export.id(), ExportAction.REQUESTED, Optional.of(export.opensAt()), now))
        .map(Asked::new);
  }
}
