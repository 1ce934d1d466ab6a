package io.portcullis.recovery.compromised;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.account.Accounts;
import io.portcullis.recovery.account.PasswordChange;
import io.portcullis.recovery.account.WayBackService;
import io.portcullis.recovery.account.WayBackService.Factor;
import io.portcullis.recovery.account.WayBackService.Item;
import io.portcullis.recovery.account.WayBackService.Preparation;
import io.portcullis.recovery.account.WayBackService.ReadyFactor;
import io.portcullis.recovery.account.WayBackService.ShownFactor;
import io.portcullis.recovery.account.WayBackService.UnfreezeOrder;
import io.portcullis.recovery.compromised.WayBack.Challenge;
import io.portcullis.recovery.compromised.WayBacks.Named;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The steps of the way back, in their order: factor, password, review, unfreeze. auth-service checks the freeze and the password at
/// the last one, under the account's lock.
@ApplicationScoped
class WalkBack {

  private final WayBacks wayBacks;
  private final WayBackService auth;
  private final Accounts accounts;

  WalkBack(WayBacks wayBacks, @RestClient WayBackService auth, Accounts accounts) {
    this.wayBacks = wayBacks;
    this.auth = auth;
    this.accounts = accounts;
  }

  Uni<ReadyFactor> prepare(WayBack walk, String method) {
    return auth.prepare(walk.account(), challenge(walk).id(), new Preparation(walk.id(), method))
        .onFailure().transform(Refusals::asTold);
  }

  Uni<Void> showFactor(WayBack walk, Factor factor) {
    return auth.verify(walk.account(), challenge(walk).id(), new ShownFactor(walk.id(), factor))
        .onFailure().transform(Refusals::asTold)
        .chain(() -> wayBacks.factorShown(walk));
  }

  private static Challenge challenge(WayBack walk) {
    return walk.challenge().orElseThrow();
  }

  Uni<PasswordChange> setPassword(WayBack walk, Secret password) {
    return accounts.setPassword(walk.account(), walk.id(), walk.proof().issued(), walk.proof().sentTo(), true, password)
        .call(change -> change instanceof PasswordChange.Changed ? wayBacks.passwordSet(walk) : done());
  }

  /// @param mine whether its owner has called it theirs
  record Reviewed(Item item, boolean mine) {

    private boolean isNamed(Named named) {
      return item.kind().equals(named.kind()) && item.id().equals(named.id());
    }
  }

  Uni<List<Reviewed>> items(WayBack walk) {
    return auth.items(walk.account())
        .onFailure().transform(ProblemException::unavailable)
        .chain(found -> wayBacks.mine(walk).map(mine -> found.items().stream()
            .map(item -> new Reviewed(item, mine.contains(new Named(item.kind(), item.id())))).toList()));
  }

  /// An item that the account does not have is not noted: rows would have no bound.
  Uni<Void> keep(WayBack walk, Named item) {
    return items(walk).chain(items -> {
      if (items.stream().noneMatch(each -> each.isNamed(item))) {
        throw new ProblemException(HouseProblem.NOT_FOUND);
      }
      return wayBacks.mine(walk, item);
    });
  }

  Uni<Void> remove(WayBack walk, Named item) {
    return auth.remove(walk.account(), item.kind(), item.id())
        .onFailure().transform(Refusals::asTold).replaceWithVoid();
  }

  enum Unfreezing { UNFROZEN, UNANSWERED, OUTDATED }

  /// What was not answered stays unusable: the account stays frozen until it is.
  Uni<Unfreezing> unfreeze(WayBack walk) {
    return items(walk).chain(items -> items.stream().allMatch(Reviewed::mine)
        ? auth.unfreeze(walk.account(), new UnfreezeOrder(unfreezing(walk), walk.freezeVersion(), walk.id()))
            .chain(() -> wayBacks.finish(walk)).replaceWith(Unfreezing.UNFROZEN)
            .onFailure(Refusals::isConflict).recoverWithItem(Unfreezing.OUTDATED)
            .onFailure().transform(ProblemException::unavailable)
        : now(Unfreezing.UNANSWERED));
  }

  // The order that sets the password has the walk's id, and one id is carried out once.
  private static UUID unfreezing(WayBack walk) {
    return UUID.nameUUIDFromBytes(("unfreeze/" + walk.id()).getBytes(StandardCharsets.UTF_8));
  }
}
