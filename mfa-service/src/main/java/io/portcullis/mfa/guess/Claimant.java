package io.portcullis.mfa.guess;

import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.SessionId;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who guesses at an account's codes, or has them sent, as far as auth-service can tell. Each has a budget of its own, so
/// that a stranger who fails on purpose locks nobody out but strangers.
///
/// @param text as it is told and stored: the kind, a colon, and what tells two of one kind apart
public record Claimant(String text) {

  /// A device is told by the digest of its token, a stranger by the digest of the network, when that is known.
  public static final String FORM = "stranger(:[0-9a-f]{64})?|known-device:[0-9a-f]{64}|session:[0-9a-f-]{36}";

  private static final Pattern WELL_FORMED = Pattern.compile(FORM);

  private static final String SESSION = "session:";

  public static final Claimant STRANGER = new Claimant("stranger");

  public Claimant {
    if (!WELL_FORMED.matcher(text).matches()) {
      throw new IllegalArgumentException("no claimant");
    }
  }

  /// A stranger where nothing is told: an older caller, or one that does not know.
  public static Claimant of(Optional<String> told) {
    return told.map(Claimant::new).orElse(STRANGER);
  }

  /// Somebody who is signed in.
  public static Claimant in(SessionId session) {
    return new Claimant(SESSION + session);
  }

  /// Neither a device that signed in before nor a live session.
  public boolean isStranger() {
    return text.startsWith(STRANGER.text);
  }

  /// Where the guesses are made, as its owner hears of them.
  GuessPlace place() {
    return text.startsWith(SESSION) ? GuessPlace.SESSION : GuessPlace.SIGN_IN;
  }

  /// By what guesses are counted: for strangers all together, or each network would bring ten more.
  String budget() {
    return isStranger() ? STRANGER.text : text;
  }

  @Override
  public String toString() {
    return "Claimant[redacted]";
  }
}
