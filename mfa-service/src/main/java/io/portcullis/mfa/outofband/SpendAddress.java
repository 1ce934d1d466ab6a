package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.SpentAddressConfig;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Makes codes to addresses no factor for a while, because one of them is about to reset the password. Addresses are
/// compared and not stored.
///
/// Compared by mailbox and not by spelling: who reads `ann@` reads `a.nn+codes@`, too, and would show one mailbox as two
/// factors.
@ApplicationScoped
class SpendAddress {

  private static final String SPEND = """
      update code_address set spent_until = greatest(spent_until, $3) where account_id = $1 and method = $2
      """;

  private final CodeAddresses addresses;
  private final Postgres postgres;
  private final SpentAddressConfig config;
  private final Clock clock;

  SpendAddress(CodeAddresses addresses, Postgres postgres, SpentAddressConfig config, Clock clock) {
    this.config = config;
    this.addresses = addresses;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<Void> handle(AccountId account, List<Identifier> resetBy) {
    return spend(account, Method.EMAIL, resetBy).chain(() -> spend(account, Method.SMS, resetBy));
  }

  private Uni<Void> spend(AccountId account, Method method, List<Identifier> resetBy) {
    Instant until = clock.instant().plus(config.proveAgainAfter());
    return addresses.find(account, method)
        .map(found -> found.filter(address -> resetBy.stream().anyMatch(address::sharesMailboxWith)))
        .chain((Optional<Identifier> same) -> same.isEmpty()
            ? Uni.createFrom().voidItem()
            : postgres.pool().preparedQuery(SPEND)
                .execute(Tuple.of(account.value(), method.wireName(), until.atOffset(ZoneOffset.UTC))).replaceWithVoid());
  }
}
