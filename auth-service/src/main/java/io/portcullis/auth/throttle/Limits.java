package io.portcullis.auth.throttle;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The limits of auth-service. All count in Redis before the attempt and **fail closed**: without Redis the answer is
/// 503, and nobody guesses. A place that was taken comes free one window later (sliding), or at once where the table says
/// "success": a right password, and an attempt that was not looked at, give theirs back. *Network* means an IPv4 address
/// or an IPv6 /64, and for four and sixteen times as many its /56 and /48. *Identifier and network* and *mailbox and network* mean
/// an IPv4 address or an IPv6 /48: a share of what all networks have together.
///
/// | limit | counts | by | size and window | given back on | past it |
/// |---|---|---|---|---|---|
/// | known-device | sign-ins from a device that signed in before | account and device | 10 in 15 min | success | 429 |
/// | stranger | sign-ins from anywhere else | identifier and network | 10 in 15 min | success | human verification |
/// | strangers | … all networks together | identifier | 50 in 1 h | success | human verification |
/// | network | … all identifiers | network | 100 in 10 min (configured) | success | human verification |
/// | new-networks | wrong passwords of strangers from networks that no right one came from lately | all networks | 2000 in 10 min (configured) | never | strangers from such networks: human verification |
/// | verified-stranger | strangers' sign-ins with a solved puzzle | identifier and network | 5 in 15 min | success | 429 |
/// | verified-strangers | … all networks together | identifier | 20 in 1 h | success | 429 |
/// | verified-day | … all networks together | identifier | 100 in 24 h | success | 429 |
/// | verified-network | … all identifiers | network | as network | success | 429 |
/// | mailed | … with a code from the account's own mailbox, or texted to its number, instead of a puzzle | identifier | 10 in 1 h | success | 429 |
/// | unverified | strangers' sign-ins with a proof that nobody could check, its provider being away | identifier | 5 in 1 h | success | 429 |
/// | unverified-network | … all identifiers | network | a tenth of network | success | 429 |
/// | wrong-passwords | wrong passwords that were looked at, for the owner's mail | account | counts alone, in 1 h | never | – |
/// | wrong-session-passwords | wrong passwords shown to step up, or beside a new one, for the owner's mail | account | counts alone, in 1 h | never | – |
/// | passkey | passkey sign-ins that were begun | network | as network | success | human verification |
/// | verified-passkey | … with a solved puzzle | network | ten times network | never | 429 |
/// | step-up | step-ups that were begun | session | 30 in 15 min | never | 429 |
/// | session-password | passwords shown to step up, or beside a new one | session | 10 in 15 min | success | 429 |
/// | step-up-password | … in all sessions together | account | 50 in 15 min | success | 429 |
/// | approval-challenge | second factors that were asked for to approve an action | session | 30 in 15 min | never | 429 |
/// | proposed actions | actions proposed to a customer; counted in PostgreSQL, under the account's lock | account, and system or client | 60 in 1 h, 10 open (configured) | never | 429 |
/// | registration-code | tries of a registration's code | network | five times registration | never | 429 for what is no registration; others have five tries each |
/// | unproved-registration | registrations and resends without human verification | network; then all networks | configured, in 1 h | never | human verification |
/// | password-before-proof | registrations whose password is judged before their proof is used up | network | as registration | never | the proof comes first |
/// | registration | registrations and resends with human verification | network | 100 in 1 h (configured) | never | 429 |
/// | mailbox slots | messages to one mailbox that nobody has proved yet; counted in PostgreSQL, in the transaction that begins the registration | mailbox, and mailbox and network | 5 in 1 h, 3 of them for one network | never | it waits for a slot of its own |
/// | … of the proved | … with human verification | mailbox, and mailbox and network | 3 in 1 h, 2 of them for one network | never | it waits for a slot of its own |
/// | claim-account | codes to a mailbox that a signed-in customer wants to add | mailbox and account | 3 in 1 h | never | 429 |
/// | claim | … from all accounts together | mailbox | 3 in 1 h | never | human verification |
/// | verified-claim-account | … with a solved puzzle | mailbox and account | 1 in 1 h | never | 429 |
/// | verified-claim | … from all accounts together | mailbox | 4 in 1 h | never | 429 |
/// | identifier claims | identifiers that were claimed; counted in PostgreSQL, under the account's lock | account | 5 in 1 h | never | 429 |
///
/// An identifier means what was typed, normalised, whether or not an account has it: an unknown one uses its quota
/// like a known one. Strangers' quotas are not those of the account: a stranger who fills one and is asked at
/// another identifier would learn that both are one customer's. So an account with five identifiers allows strangers five
/// times as many guesses. What no stranger can see is counted for the account: a known device, and the owner's mail. What a stranger can fill is answered with human verification, never with a wait, and behind
/// that lies a budget of its own. Whoever pays for solving fills that budget too; the owner then has a known device, a
/// passkey, and the code that is mailed instead of a puzzle, or texted once puzzles open nothing more. No stranger can fill that: requests for one address share one
/// message and its code, so a stranger's brings the owner's.
///
/// NIST SP 800-63B-4 §3.2.2 stops an authenticator after 100 failures in a row. For passwords that would let a stranger
/// lock every customer out. Instead, all strangers together have 19 guesses an hour at an identifier without a puzzle. With
/// one they have 20 an hour and 100 a day. docs/decisions/0039 says why that is enough.
@ApplicationScoped
public class Limits {

  /// Where the counts of [#signInFromElsewhere] stand.
  public static final int STRANGER = 0;
  public static final int STRANGERS = 1;
  public static final int NETWORK = 2;

  private final Limit knownDevice;
  private final Limit stranger;
  private final Limit strangers;
  private final Limit network;
  private final Limit newNetworks;
  private final Limit verifiedStranger;
  private final Limit verifiedStrangers;
  private final Limit verifiedDay;
  private final Limit verifiedNetwork;
  private final Limit mailed;
  private final Limit unverified;
  private final Limit unverifiedNetwork;
  private final Limit wrongPasswords;
  private final Limit wrongSessionPasswords;
  private final Limit passkey;
  private final Limit verifiedPasskey;
  private final Limit stepUp;
  private final Limit sessionPassword;
  private final Limit stepUpPassword;
  private final Limit approvalChallenge;
  private final Limit registrationCode;
  private final Limit unprovedRegistration;
  private final Limit unprovedRegistrationAnywhere;
  private final Limit passwordBeforeProof;
  private final Limit registration;
  private final Limit claimByAccount;
  private final Limit claim;
  private final Limit verifiedClaimByAccount;
  private final Limit verifiedClaim;

  Limits(LimitsConfig config) {
    knownDevice = new Limit("auth:known-device", 10, Duration.ofMinutes(15));
    stranger = new Limit("auth:stranger", 10, Duration.ofMinutes(15));
    strangers = new Limit("auth:strangers", 50, Duration.ofHours(1));
    network = new Limit("auth:network", config.failuresPerNetwork(), Duration.ofMinutes(10));
    newNetworks = new Limit("auth:new-networks", config.failuresFromNewNetworks(), Duration.ofMinutes(10));
    verifiedStranger = new Limit("auth:verified-stranger", 5, Duration.ofMinutes(15));
    verifiedStrangers = new Limit("auth:verified-strangers", 20, Duration.ofHours(1));
    verifiedDay = new Limit("auth:verified-day", 100, Duration.ofDays(1));
    verifiedNetwork = new Limit("auth:verified-network", config.failuresPerNetwork(), Duration.ofMinutes(10));
    mailed = new Limit("auth:mailed", 10, Duration.ofHours(1));
    unverified = new Limit("auth:unverified", 5, Duration.ofHours(1));
    unverifiedNetwork = new Limit("auth:unverified-network", Math.max(1, config.failuresPerNetwork() / 10), Duration.ofMinutes(10));
    wrongPasswords = new Limit("auth:wrong-passwords", Integer.MAX_VALUE, Duration.ofHours(1));
    wrongSessionPasswords = new Limit("auth:wrong-session-passwords", Integer.MAX_VALUE, Duration.ofHours(1));
    passkey = new Limit("auth:passkey", config.failuresPerNetwork(), Duration.ofMinutes(10));
    verifiedPasskey = new Limit("auth:verified-passkey", 10 * config.failuresPerNetwork(), Duration.ofMinutes(10));
    stepUp = new Limit("auth:step-up", 30, Duration.ofMinutes(15));
    sessionPassword = new Limit("auth:session-password", 10, Duration.ofMinutes(15));
    stepUpPassword = new Limit("auth:step-up-password", 50, Duration.ofMinutes(15));
    approvalChallenge = new Limit("auth:approval-challenge", 30, Duration.ofMinutes(15));
    registrationCode = new Limit("auth:registration-code", config.registrationsPerNetwork() * 5, Duration.ofHours(1));
    unprovedRegistration =
        new Limit("auth:unproved-registration", config.unprovedRegistrationsPerNetwork(), Duration.ofHours(1));
    unprovedRegistrationAnywhere =
        new Limit("auth:unproved-registration-anywhere", config.unprovedRegistrations(), Duration.ofMinutes(10));
    passwordBeforeProof =
        new Limit("auth:password-before-proof", config.registrationsPerNetwork(), Duration.ofHours(1));
    registration = new Limit("auth:registration", config.registrationsPerNetwork(), Duration.ofHours(1));
    claimByAccount = new Limit("auth:claim-account", 3, Duration.ofHours(1));
    claim = new Limit("auth:claim", 3, Duration.ofHours(1));
    verifiedClaimByAccount = new Limit("auth:verified-claim-account", 1, Duration.ofHours(1));
    verifiedClaim = new Limit("auth:verified-claim", 4, Duration.ofHours(1));
  }

  void count(@Observes StartupEvent started, Throttle throttle) {
    throttle.expect(knownDevice, stranger, strangers, newNetworks, verifiedStranger, verifiedStrangers, verifiedDay, mailed,
        unverified, wrongPasswords, wrongSessionPasswords, stepUp, sessionPassword, stepUpPassword, approvalChallenge,
        unprovedRegistrationAnywhere, claimByAccount, claim, verifiedClaimByAccount, verifiedClaim);
    throttle.expectOnNetworks(network, verifiedNetwork, unverifiedNetwork, passkey, verifiedPasskey, registrationCode,
        unprovedRegistration, passwordBeforeProof, registration);
  }

  /// @param device digest of the device's token, in any text form
  public List<Counted> signInFromKnownDevice(AccountId account, String device) {
    return List.of(knownDevice.on(account.toString() + '\n' + device));
  }

  /// Counted after the fact, whichever identifier was typed and by whom.
  public Counted wrongPassword(AccountId account) {
    return wrongPasswords.on(account.toString());
  }

  /// Counted after the fact, in whichever session.
  public Counted wrongPasswordInSession(AccountId account) {
    return wrongSessionPasswords.on(account.toString());
  }

  /// In this order: the identifier from this network, the identifier from all, the network, its wider prefixes. Of the
  /// second no more than nineteen are reached: after ten from other networks a puzzle is asked for.
  public List<Counted> signInFromElsewhere(String identifier, ClientNetwork fromNetwork) {
    return narrowToWide(
        List.of(stranger.onShare(identifier, fromNetwork), strangers.on(identifier)), network.onNetwork(fromNetwork));
  }

  /// Whether `counted` is filled by failures at one identifier from everywhere, or by all those of one network: there is
  /// more than one clumsy claimant then.
  public boolean isShared(Counted counted) {
    return !counted.limit().equals(stranger);
  }

  /// Counted after the fact: it tells that there is an attack, it refuses nothing by itself.
  public Counted failureFromANewNetwork() {
    return newNetworks.on("all");
  }

  public List<Counted> signInOfAVerifiedHuman(String identifier, ClientNetwork fromNetwork) {
    return narrowToWide(
        List.of(verifiedStranger.onShare(identifier, fromNetwork), verifiedStrangers.on(identifier), verifiedDay.on(identifier)),
        verifiedNetwork.onNetwork(fromNetwork));
  }

  /// What strangers fill together by solving puzzles for one identifier.
  public List<Counted> solvedPuzzlesOfAllNetworks(String identifier) {
    return List.of(verifiedStrangers.on(identifier), verifiedDay.on(identifier));
  }

  public List<Counted> signInWithAMailedCode(String identifier) {
    return List.of(mailed.on(identifier));
  }

  public List<Counted> signInOfAnUnverifiedHuman(String identifier, ClientNetwork fromNetwork) {
    return narrowToWide(List.of(unverified.on(identifier)), unverifiedNetwork.onNetwork(fromNetwork));
  }

  private static List<Counted> narrowToWide(List<Counted> narrow, List<Counted> wide) {
    return Stream.concat(narrow.stream(), wide.stream()).toList();
  }

  public List<Counted> passkeySignIn(ClientNetwork fromNetwork) {
    return passkey.onNetwork(fromNetwork);
  }

  public List<Counted> passkeySignInOfAVerifiedHuman(ClientNetwork fromNetwork) {
    return verifiedPasskey.onNetwork(fromNetwork);
  }

  /// Each opens a challenge at mfa-service: whoever stole a session must not open them without end.
  public List<Counted> stepUp(SessionId session) {
    return List.of(stepUp.on(session.toString()));
  }

  /// Its own, not the sign-in's: whoever holds a session must not use up what its owner signs in with. Nor what the owner
  /// shows in another session: one stolen session fills a fifth of the account's.
  public List<Counted> passwordIn(SessionId session, AccountId account) {
    return List.of(sessionPassword.on(session.toString()), stepUpPassword.on(account.toString()));
  }

  /// As [#stepUp]: each opens a challenge at mfa-service.
  public List<Counted> approvalChallenge(SessionId session) {
    return List.of(approvalChallenge.on(session.toString()));
  }

  /// Past it the way is human verification, not a wait. Spraying over many networks meets the limit of all together.
  public List<Counted> unprovedRegistration(ClientNetwork fromNetwork) {
    return Stream.concat(unprovedRegistration.onNetwork(fromNetwork).stream(),
        Stream.of(unprovedRegistrationAnywhere.on("all"))).toList();
  }

  public List<Counted> passwordBeforeProof(ClientNetwork fromNetwork) {
    return passwordBeforeProof.onNetwork(fromNetwork);
  }

  public List<Counted> registration(ClientNetwork fromNetwork) {
    return registration.onNetwork(fromNetwork);
  }

  public List<Counted> registrationCode(ClientNetwork fromNetwork) {
    return registrationCode.onNetwork(fromNetwork);
  }

  /// Apart from what strangers cause by registering: they must not silence a customer who adds an address.
  public List<Counted> claimOf(AccountId account, String mailbox) {
    return List.of(claimByAccount.on(mailbox + '\n' + account), claim.on(mailbox));
  }

  /// Whether other accounts have part in filling `counted`: then the way is human verification, not a wait.
  public boolean isClaimOfOthers(Counted counted) {
    return counted.limit().equals(claim);
  }

  /// One account takes one of the four: a stranger needs as many accounts to leave none for the mailbox's owner.
  public List<Counted> claimOfAVerifiedHuman(AccountId account, String mailbox) {
    String own = mailbox + '\n' + account;
    return List.of(claimByAccount.on(own), verifiedClaimByAccount.on(own), verifiedClaim.on(mailbox));
  }
}
