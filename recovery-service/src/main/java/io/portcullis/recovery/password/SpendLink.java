package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.account.Accounts;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Uses a link up as the proof that its holder reads the mail of a proved address. Other links of the account are void then, too.
@ApplicationScoped
public class SpendLink {

  private static final Duration CLAIM = Duration.ofSeconds(30);

  private final ResetLinks links;
  private final Accounts accounts;
  private final Ids ids;
  private final Clock clock;

  SpendLink(ResetLinks links, Accounts accounts, Ids ids, Clock clock) {
    this.links = links;
    this.accounts = accounts;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param use what it is used for; where that fails or comes to nothing, the link stays good
  /// @return empty when the link is not good, or `use` came to nothing
  public <T> Uni<Optional<T>> handle(String token, Function<SpentLink, Uni<Optional<T>>> use) {
    return OpaqueToken.parseLink(LinkAddress.TOKEN_PREFIX, token).map(link -> claim(link).chain(either(
            claimed -> spend(claimed, use), () -> now(Optional.<T>empty()))))
        .orElseGet(() -> now(Optional.empty()));
  }

  private Uni<Optional<ClaimedLink>> claim(OpaqueToken token) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return links.claim(token, ids.next(), now, now.plus(CLAIM));
    });
  }

  private <T> Uni<Optional<T>> spend(ClaimedLink link, Function<SpentLink, Uni<Optional<T>>> use) {
    return accounts.voids(link.account(), link.issued())
        .chain(voided -> voided
            ? links.makeVoid(link.id(), clock.instant()).replaceWith(Optional.<T>empty())
            : use.apply(new SpentLink(link.account(), link.issued(), link.sentTo(), link.origin()))
                .call(used -> used.isPresent() ? links.use(link, clock.instant()) : links.release(link)))
        .onFailure().call(() -> links.release(link));
  }
}
