package io.portcullis.session.risk;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.place.Place;
import io.portcullis.session.place.Places;
import io.portcullis.session.risk.Circumstances.Past;
import io.portcullis.session.risk.Circumstances.Sighting;
import io.portcullis.session.risk.Histories.History;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges how unusual a sign-in is (SAFE-2). What follows from it, the one who opens sessions decides.
@ApplicationScoped
public class AssessSignIn {

  private final Histories histories;
  private final RiskRules rules;
  private final RiskConfig config;
  private final Places places;
  private final NetworkLists networks;

  AssessSignIn(Histories histories, RiskRules rules, RiskConfig config, Places places, NetworkLists networks) {
    this.histories = histories;
    this.rules = rules;
    this.config = config;
    this.places = places;
    this.networks = networks;
  }

  /// @param device  digest of the device token that was shown
  /// @param address where it comes from
  public record Claimed(AccountId account, Optional<byte[]> device, Optional<String> address, Signals signals, Instant now) {}

  /// A sign-in of which all is read that it is judged by.
  @FunctionalInterface
  public interface Judgement {
    /// @param last the last completed sign-in; empty before the first one, its address when it was known
    Assessment given(Optional<LastSignIn> last);
  }

  public record LastSignIn(Instant at, Optional<String> address) {

    private Stream<Use> use() {
      return address.map(from -> new Use(from, at)).stream();
    }
  }

  /// @param device empty when the account was never signed in to from it
  /// @param place  empty when unknown
  public record Assessment(Risk risk, Optional<KnownDevice> device, Optional<Place> place) {}

  /// @param tx holds the account's lock, or takes it by the statement before, so that nothing here changes before the
  ///           decision is written
  public Uni<Judgement> handle(SqlConnection tx, Claimed claimed) {
    Instant countriesSince = claimed.now().minus(config.countryRemembered());
    return histories.read(tx, claimed.account(), claimed.device(), countriesSince, claimed.now())
        .map(history -> last -> assess(claimed, last, history));
  }

  private Assessment assess(Claimed claimed, Optional<LastSignIn> last, History history) {
    Optional<Place> place = places.of(claimed.address());
    var circumstances = new Circumstances(past(last, history), history.device().isPresent(), place,
        claimed.signals(), networks.containing(claimed.address()), claimed.now());
    return new Assessment(rules.judge(circumstances), history.device(), place);
  }

  private Optional<Past> past(Optional<LastSignIn> completed, History history) {
    return completed.map(last -> new Past(last.at(), history.countries(),
        Stream.concat(last.use(), history.lastUse().stream())
            .max(Comparator.comparing(Use::at))
            .flatMap(use -> places.of(Optional.of(use.address())).map(place -> new Sighting(place, use.at())))));
  }
}
