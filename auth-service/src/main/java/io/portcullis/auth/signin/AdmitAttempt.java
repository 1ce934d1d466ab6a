package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.human.Difficulty;
import io.portcullis.auth.human.HumanAction;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.HumanVerdict;
import io.portcullis.auth.human.HumanVerification;
import io.portcullis.auth.human.Occasion;
import io.portcullis.auth.password.Password;
import io.portcullis.auth.password.SprayedPasswords;
import io.portcullis.auth.signin.Admission.Admitted;
import io.portcullis.auth.signin.Admission.HumanWanted;
import io.portcullis.auth.signin.Admission.Wait;
import io.portcullis.auth.signin.NewNetworks.Network;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.throttle.Throttle.Tally;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Counts an attempt under the budget that it belongs to, and asks strangers for human verification while there is an
/// attack.
///
/// | the attempt | its budget | when asked |
/// |---|---|---|
/// | from a device that signed in before | that device's | never |
/// | from anywhere else | strangers' | past a limit; while its password is being sprayed; after ten failures at this identifier from other networks; from a new network while many fail from new networks |
/// | … with a right proof | verified humans' | |
/// | … with a proof that nobody can check at the moment | a much tighter one | |
///
/// All of it depends on what was typed and where it comes from, not on whether there is such an account.
@ApplicationScoped
class AdmitAttempt {

  /// Failures at one identifier in the last hour, but for this network's in the last quarter: from so many on they may be
  /// one attacker's who has many networks, or time.
  private static final long FAILURES_ELSEWHERE = 10;
  private static final long HARD_TIMES = 10;

  /// Of [HumanProof]: they show that one reads the account's mailbox, or its text messages.
  private static final Set<String> SENT_CODES = Set.of("email-code", "sms-code");

  private final Throttle throttle;
  private final Limits limits;
  private final SprayedPasswords sprayedPasswords;
  private final NewNetworks newNetworks;
  private final HumanVerification humans;
  private final SprayConfig config;

  AdmitAttempt(Throttle throttle, Limits limits, SprayedPasswords sprayedPasswords, NewNetworks newNetworks,
      HumanVerification humans, SprayConfig config) {
    this.throttle = throttle;
    this.limits = limits;
    this.sprayedPasswords = sprayedPasswords;
    this.newNetworks = newNetworks;
    this.humans = humans;
    this.config = config;
  }

  /// @param subject  what limits call the account that is claimed
  /// @param known    the account and its device, if a sign-in to it was completed from there before
  /// @param password empty when what was typed can't be one
  record Attempted(String subject, Optional<KnownDevice> known, ClientNetwork network, Optional<Password> password,
      Optional<HumanProof> proof) {

    Occasion occasion() {
      return new Occasion(HumanAction.SIGN_IN, network, subject);
    }
  }

  record KnownDevice(AccountId account, DeviceMark device) {}

  Uni<Admission> handle(Attempted attempt) {
    if (attempt.known().isPresent()) {
      KnownDevice known = attempt.known().get();
      List<Counted> counted = limits.signInFromKnownDevice(known.account(), known.device().hex());
      return Uni.combine().all().unis(throttle.tally(counted), sprayed(attempt)).with((tally, sprayed) ->
          admitted(counted, tally, Signals.ofAKnownDevice(tally.counts(), sprayed), tally.counts().getFirst()));
    }
    return attempt.proof().isEmpty() ? stranger(attempt) : proved(attempt, attempt.proof().get());
  }

  private Uni<Admission> stranger(Attempted attempt) {
    List<Counted> counted = limits.signInFromElsewhere(attempt.subject(), attempt.network());
    return Uni.combine().all().unis(throttle.tally(counted), sprayed(attempt), newNetworks.look(attempt.network())).asTuple().chain(found -> {
      Tally tally = found.getItem1();
      long sprayed = found.getItem2();
      Network network = found.getItem3();
      if (tally.refusal().isPresent()) {
        return ask(attempt, harder(sprayed, hardness(tally.refusal().get().by())));
      }
      Signals signals = Signals.ofAStranger(tally.counts(), sprayed);
      return failuresElsewhere(tally) >= FAILURES_ELSEWHERE || sprayed >= config.sprayedAccounts()
              || network == Network.NEW_WHILE_MANY_FAIL
          // Not looked at: its place is free for the next one.
          ? throttle.forgive(counted).onFailure().recoverWithNull().chain(() -> ask(attempt, harder(sprayed, Difficulty.USUAL)))
          : now(new Admitted(counted, signals, tally.counts().get(Limits.STRANGERS), network));
    });
  }

  private Difficulty hardness(Counted full) {
    return limits.isShared(full) ? Difficulty.RAISED : Difficulty.USUAL;
  }

  private static long failuresElsewhere(Tally tally) {
    return tally.counts().get(Limits.STRANGERS) - tally.counts().get(Limits.STRANGER);
  }

  private Difficulty harder(long sprayed, Difficulty least) {
    if (sprayed < config.sprayedAccounts()) {
      return least;
    }
    return sprayed < config.sprayedAccounts() * HARD_TIMES ? Difficulty.RAISED : Difficulty.HIGH;
  }

  private Uni<Admission> ask(Attempted attempt, Difficulty least) {
    return humans.challenge(attempt.occasion(), least).map(HumanWanted::new);
  }

  private Uni<Admission> proved(Attempted attempt, HumanProof proof) {
    List<Counted> strangers = limits.signInFromElsewhere(attempt.subject(), attempt.network());
    // Before the proof: how much work it must have been. What strangers did also tells session-service how unusual this is.
    return Uni.combine().all().unis(throttle.read(strangers), sprayed(attempt)).asTuple()
        .chain(found -> proved(attempt, proof, strangers, found.getItem1(), found.getItem2()));
  }

  private Uni<Admission> proved(
      Attempted attempt, HumanProof proof, List<Counted> strangers, List<Long> failures, long sprayed) {
    // What was solved for another password, or before the attack, may have been easier than what is asked for now.
    Difficulty least = harder(sprayed, IntStream.range(0, strangers.size())
        .filter(i -> failures.get(i) >= strangers.get(i).limit().size())
        .mapToObj(i -> hardness(strangers.get(i))).findFirst().orElse(Difficulty.USUAL));
    return humans.verify(attempt.occasion(), proof, least).chain(verdict -> switch (verdict) {
      case HumanVerdict.Passed() -> admit(SENT_CODES.contains(proof.method())
          ? limits.signInWithAMailedCode(attempt.subject())
          : limits.signInOfAVerifiedHuman(attempt.subject(), attempt.network()), failures, sprayed);
      case HumanVerdict.Refused() -> ask(attempt, least);
      // Fails soft: whoever has no known device and no passkey could not get in otherwise.
      case HumanVerdict.Unavailable() ->
          admit(limits.signInOfAnUnverifiedHuman(attempt.subject(), attempt.network()), failures, sprayed);
    });
  }

  private Uni<Admission> admit(List<Counted> counted, List<Long> failures, long sprayed) {
    return throttle.tally(counted).map(tally -> admitted(counted, tally,
        Signals.ofAVerifiedHuman(failures, sprayed), failures.get(Limits.STRANGERS) + tally.counts().getFirst()));
  }

  // A known device, or a person who paid with a proof: where they fail from tells nothing new.
  private static Admission admitted(List<Counted> counted, Tally tally, Signals signals, long failures) {
    return tally.retryAfter().<Admission>map(Wait::new).orElseGet(() -> new Admitted(counted, signals, failures, Network.KNOWN));
  }

  private Uni<Long> sprayed(Attempted attempt) {
    return attempt.password().map(sprayedPasswords::accountsRefused).orElseGet(() -> now(0L));
  }
}
