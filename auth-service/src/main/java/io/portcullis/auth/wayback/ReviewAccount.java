package io.portcullis.auth.wayback;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.EnrolledFactor;
import io.portcullis.auth.identifier.RemoveForeignIdentifier;
import io.portcullis.auth.wayback.ReviewedItem.Kind;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Mask;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Lists what is in a frozen account, and takes away what its owner does not know.
@ApplicationScoped
class ReviewAccount {

  enum Removal { REMOVED, UNKNOWN, NEEDED }

  private final Accounts accounts;
  private final SecondFactors secondFactors;
  private final AccountDevices devices;
  private final RemoveForeignIdentifier identifiers;
  private final Postgres postgres;

  ReviewAccount(Accounts accounts, @RestClient SecondFactors secondFactors, @RestClient AccountDevices devices,
      RemoveForeignIdentifier identifiers, Postgres postgres) {
    this.accounts = accounts;
    this.secondFactors = secondFactors;
    this.devices = devices;
    this.identifiers = identifiers;
    this.postgres = postgres;
  }

  /// @throws ProblemException `unavailable`, as a failure of the Uni: half a list would let the other half pass unseen
  Uni<List<ReviewedItem>> list(AccountId account) {
    return accounts.find(postgres.pool(), account).chain(found -> Uni.combine().all()
        .unis(secondFactors.enrolledFactors(account), devices.list(account))
        .with((factors, known) -> Stream.of(
                found.stream().flatMap(owner -> owner.identifiers().stream()).map(ReviewAccount::item),
                factors.factors().stream().map(ReviewAccount::item),
                known.devices().stream().map(device ->
                    new ReviewedItem(Kind.DEVICE, device.id().toString(), device.name(), device.firstSeenAt())))
            .flatMap(items -> items).toList()))
        .onFailure().transform(ProblemException::unavailable);
  }

  private static ReviewedItem item(Account.Proved proved) {
    return new ReviewedItem(Kind.IDENTIFIER, proved.id().toString(), Mask.of(proved.identifier()), proved.verifiedAt());
  }

  private static ReviewedItem item(EnrolledFactor factor) {
    Kind kind = Kind.of(factor.method()).orElseThrow();
    return new ReviewedItem(kind, factor.id().map(UUID::toString).orElse(factor.method()), factor.name(), factor.settledAt());
  }

  Uni<Removal> remove(AccountId account, Kind kind, Optional<UUID> id) {
    return switch (kind) {
      case IDENTIFIER -> id.map(one -> identifiers.handle(account, one).map(verdict -> switch (verdict) {
        case REMOVED -> Removal.REMOVED;
        case UNKNOWN -> Removal.UNKNOWN;
        case NEEDED -> Removal.NEEDED;
      })).orElseGet(() -> now(Removal.UNKNOWN));
      case DEVICE -> id.map(one -> removed(devices.forget(account, one))).orElseGet(() -> now(Removal.UNKNOWN));
      case WEBAUTHN, TOTP, EMAIL, SMS ->
          removed(secondFactors.removeForeign(account, kind.wireName(), id.map(UUID::toString).orElse(null)));
    };
  }

  private static Uni<Removal> removed(Uni<?> call) {
    return call.replaceWith(Removal.REMOVED)
        .onFailure(failure -> failure instanceof WebApplicationException refused && refused.getResponse().getStatus() == 404)
        .recoverWithItem(Removal.UNKNOWN)
        .onFailure().transform(ProblemException::unavailable);
  }
}
