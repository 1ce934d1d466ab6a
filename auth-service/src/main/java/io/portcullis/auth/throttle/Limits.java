package io.portcullis.auth.throttle;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The limits of auth-service. All count in Redis before the attempt and **fail closed**: without Redis the answer is
/// 503, and nobody guesses.
///
/// | limit | counts | by | refilled |
/// |---|---|---|---|
/// | known device | sign-ins of one identifier from one device that signed in before | device | success |
/// | stranger | … from anywhere else | identifier and network | success |
/// | strangers | … from anywhere else, all networks together | identifier | success |
/// | network | sign-ins from unknown devices, all identifiers | network | success |
/// | passkey | passkey sign-ins that were begun | network | success |
/// | step-up password | passwords shown to step up, right ones apart | account | success |
/// | code | tries of a registration's code | network | never |
/// | unproved registration | registrations and resends without human verification | network; then all networks | never |
/// | registration | registrations and resends with human verification | network | never |
/// | mail | messages to one mailbox that nobody has proved yet | mailbox | never |
///
/// An identifier means what was typed, normalised, whether or not an account has it: an unknown one uses its quota
/// like a known one. A device that signed in before has a budget of its own, so that strangers who fail on purpose
/// can't lock the owner out. NIST SP 800-63B-4 §3.2.2 allows 100 failures in a row.
@ApplicationScoped
public class Limits {

  private final Limit knownDevice;
  private final Limit stranger;
  private final Limit strangers;
  private final Limit network;
  private final Limit passkey;
  private final Limit stepUpPassword;
  private final Limit registrationCode;
  private final Limit unprovedRegistration;
  private final Limit unprovedRegistrationAnywhere;
  private final Limit registration;
  private final Limit mail;

  Limits(LimitsConfig config) {
    knownDevice = new Limit("auth:known-device", 10, Duration.ofMinutes(15));
    stranger = new Limit("auth:stranger", 10, Duration.ofMinutes(15));
    strangers = new Limit("auth:strangers", 50, Duration.ofHours(1));
    network = new Limit("auth:network", config.failuresPerNetwork(), Duration.ofMinutes(10));
    passkey = new Limit("auth:passkey", config.failuresPerNetwork(), Duration.ofMinutes(10));
    stepUpPassword = new Limit("auth:step-up-password", 10, Duration.ofMinutes(15));
    registrationCode = new Limit("auth:registration-code", config.registrationsPerNetwork() * 5, Duration.ofHours(1));
    unprovedRegistration =
        new Limit("auth:unproved-registration", config.unprovedRegistrationsPerNetwork(), Duration.ofHours(1));
    unprovedRegistrationAnywhere =
        new Limit("auth:unproved-registration-anywhere", config.unprovedRegistrations(), Duration.ofMinutes(10));
    registration = new Limit("auth:registration", config.registrationsPerNetwork(), Duration.ofHours(1));
    mail = new Limit("auth:mail", 5, Duration.ofHours(1));
  }

  /// @param device digest of the device's token, in any text form
  public List<Counted> signInFromKnownDevice(String identifier, String device) {
    return List.of(knownDevice.on(identifier + '\n' + device));
  }

  public List<Counted> signInFromElsewhere(String identifier, String fromNetwork) {
    return List.of(stranger.on(identifier + '\n' + fromNetwork), strangers.on(identifier), network.on(fromNetwork));
  }

  public List<Counted> passkeySignIn(String fromNetwork) {
    return passkey.onNetwork(fromNetwork);
  }

  /// Its own, not the sign-in's: whoever holds a session must not use up what its owner signs in with.
  public List<Counted> stepUpPassword(AccountId account) {
    return List.of(stepUpPassword.on(account.toString()));
  }

  /// Past it the way is human verification, not a wait. Spraying over many networks meets the limit of all together.
  public List<Counted> unprovedRegistration(String fromNetwork) {
    return Stream.concat(unprovedRegistration.onNetwork(fromNetwork).stream(),
        Stream.of(unprovedRegistrationAnywhere.on("all"))).toList();
  }

  public List<Counted> registration(String fromNetwork) {
    return registration.onNetwork(fromNetwork);
  }

  public List<Counted> registrationCode(String fromNetwork) {
    return registrationCode.onNetwork(fromNetwork);
  }

  public List<Counted> messageTo(String mailbox) {
    return List.of(mail.on(mailbox));
  }
}
