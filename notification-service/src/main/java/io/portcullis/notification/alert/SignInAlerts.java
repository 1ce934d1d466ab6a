package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import io.portcullis.notification.delivery.HeldLetters;
import io.portcullis.notification.delivery.HeldLetters.Held;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One sign-in and its failed factors are one letter. News of failed attempts opened nothing, so it waits a moment. What follows takes
/// its place and tells both. News of a completed sign-in never waits. Inside the app each fact stands for itself (decision 129).
@ApplicationScoped
class SignInAlerts {

  private final HeldLetters held;
  private final AlertKeeper keeper;
  private final Duration wait;
  private final Clock clock;

  SignInAlerts(HeldLetters held, AlertKeeper keeper, AlertConfig config, Clock clock) {
    this.held = held;
    this.keeper = keeper;
    this.wait = config.attemptsWait();
    this.clock = clock;
  }

  /// What one letter tells.
  ///
  /// @param lead   the gravest fact, in whose words the letter is written
  /// @param others older or lesser facts, which it names
  /// @param due    when the letter goes out; empty for at once
  record Attempt(SecurityEvent lead, List<SecurityEvent> others, Optional<Instant> due) {

    /// The facts that a later letter may take over: none of a letter that goes out at once.
    List<EventId> held() {
      return due.isPresent() ? Stream.concat(Stream.of(lead), others.stream()).map(SecurityEvent::id).toList() : List.of();
    }

    boolean isJoined() {
      return !others.isEmpty();
    }
  }

  /// Takes back, in `tx`, the letters that wait for what follows, so that the letter about `event` tells their facts, too.
  Uni<Attempt> with(SqlConnection tx, SecurityEvent event) {
    if (weight(event) == 0) {
      return now(new Attempt(event, List.of(), Optional.empty()));
    }
    return held.take(tx, event.subject()).chain(taken -> keeper.kept(tx, event.subject(), taken.facts()).map(before -> joined(event, before, taken)));
  }

  private Attempt joined(SecurityEvent event, List<SecurityEvent> before, Held taken) {
    var facts = new ArrayList<>(before);
    facts.add(event);
    SecurityEvent lead = facts.stream().max(Comparator.comparingInt(SignInAlerts::weight)).orElse(event);
    facts.remove(lead);
    return new Attempt(lead, List.copyOf(facts), due(lead, taken));
  }

  // A letter that was taken back is not put off again.
  private Optional<Instant> due(SecurityEvent lead, Held taken) {
    return lead instanceof SessionEstablished || wait.isZero() ? Optional.empty()
        : Optional.of(taken.due().orElseGet(() -> clock.instant().plus(wait)));
  }

  /// How grave a fact of a sign-in is; 0 for what is none.
  private static int weight(SecurityEvent event) {
    return switch (event) {
      case SessionEstablished _ -> 4;
      case SignInBlocked _ -> 3;
      case VerificationThrottled burst when isAtSignIn(burst.place()) -> 2;
      case PasswordFailures burst when isAtSignIn(burst.place()) -> 1;
      default -> 0;
    };
  }

  private static boolean isAtSignIn(Optional<GuessPlace> place) {
    return place.orElse(GuessPlace.SIGN_IN) == GuessPlace.SIGN_IN;
  }
}
