package io.portcullis.notification.checkup;

import io.portcullis.contracts.Address;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.notification.checkup.Checkup.Item;
import io.portcullis.notification.checkup.Checkup.Score;
import io.portcullis.notification.checkup.Checkup.State;
import io.portcullis.notification.letter.Mask;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an account's protections are worth, and what is to be done. The points of all items are a hundred.
///
/// @param addresses that are verified
/// @param returning those of them whose mail comes back
/// @param phrase    whether messages carry an anti-phishing code
record Assessment(Protections protections, int addresses, List<Address> returning, boolean phrase, Instant now) {

  private static final int FEW_CODES = 3;

  Checkup checkup() {
    List<Item> items = Stream.of(Stream.of(secondFactor(), strongFactor(), password(), recoveryCodes(), passphrase(), antiPhishingCode(),
            newDevices(), apiKeys(), bookOnly(), settingsLock(), secondAddress()), pendingRemoval().stream(), unreachableAddress().stream(),
            unprovedIdentifier().stream(), withdrawalLock().stream())
        .flatMap(part -> part)
        .sorted(Comparator.comparing(Item::state)).toList();
    return new Checkup(Score.of(items), items);
  }

  private Item secondFactor() {
    var item = new Draft("second-factor", 20);
    if (!protections.hasFactor()) {
      return item.missing("Your password alone opens your account. Whoever knows it is in.", "enrol-authenticator");
    }
    if (protections.isCopySuspected()) {
      return item.attention("There may be a copy of one of your security keys. It is not accepted any more: replace it.", "replace-authenticator");
    }
    return item.done("A second factor is asked for beside your password.");
  }

  private Item strongFactor() {
    var item = new Draft("strong-factor", 15);
    if (protections.has(AuthenticatorType.WEBAUTHN)) {
      return item.done("A passkey or security key can't be used by a false page.");
    }
    return protections.has(AuthenticatorType.TOTP)
        ? item.improve("Codes of an app can be typed into a false page. A passkey or security key can't.", "enrol-security-key", 8)
        : item.missing("Codes by mail and text message can be read or redirected by others.", "enrol-stronger-factor");
  }

  private Optional<Item> pendingRemoval() {
    return protections.nextRemoval(now).map(_ -> new Draft("pending-removal", 0)
        .attention("A second factor will soon be removed. If you did not ask for that, cancel it.", "cancel-removal"));
  }

  private Item password() {
    var item = new Draft("password", 10);
    return protections.isPasswordLeaked()
        ? item.attention("Your password stands in a list of leaked ones. Choose another.", "change-password")
        : item.done("Your password is in no list of leaked ones that we know.");
  }

  private Item recoveryCodes() {
    var item = new Draft("recovery-codes", 10);
    int left = protections.recoveryCodes();
    if (left == 0) {
      return item.missing("Without recovery codes a lost phone can cost you your account for days.", "renew-recovery-codes");
    }
    return left <= FEW_CODES ? item.improve("Only " + (left == 1 ? "one recovery code is" : left + " recovery codes are") + " left.",
            "renew-recovery-codes", 5)
        : item.done(left + " recovery codes are left.");
  }

  private Item passphrase() {
    var item = new Draft("trading-passphrase", 10);
    return switch (protections.passphrase()) {
      case NONE -> item.missing("Without a trading passphrase no action can be approved.", "set-trading-passphrase");
      case SET -> item.done("Each action wants your trading passphrase beside your second factor.");
      case STOPPED -> item.attention("Your trading passphrase was tried too often. Only account recovery sets a new one.", "recover-account");
    };
  }

  private Item antiPhishingCode() {
    var item = new Draft("anti-phishing-code", 10);
    return phrase ? item.done("Our messages show your phrase: one without it is not from us.")
        : item.missing("With a phrase of yours in our messages, you recognise false ones.", "set-anti-phishing-code");
  }

  private Item newDevices() {
    var item = new Draft("new-devices", 5);
    int number = protections.newDevicesSince(now.minus(Protections.LATELY));
    return number == 0 ? item.done("No device is new that you have not looked at.")
        : item.attention("Lately " + (number == 1 ? "one device signed in for the first time. Name, trust or remove it."
            : number + " devices signed in for the first time. Name, trust or remove each."), "review-devices");
  }

  private Item apiKeys() {
    var item = new Draft("api-keys", 5);
    int open = protections.openApiKeys();
    return open == 0 ? item.done("No API key counts from every network.")
        : item.improve((open == 1 ? "One API key may count from every network. Name the networks that you use it from."
            : open + " API keys may count from every network. Name the networks that you use them from."), "restrict-api-keys", 0);
  }

  private Item bookOnly() {
    var item = new Draft("book-only", 5);
    return switch (protections.bookOnly()) {
      case ON, OFF_CANCELLED -> item.done("Withdrawals go to the addresses of your address book alone.");
      case OFF_REQUESTED, OFF_IMMINENT ->
          item.attention("Withdrawals will soon go to any address. If you did not ask for that, cancel it.", "keep-book-only");
      case OFF -> item.missing("Withdrawals may go to any address. You can let them go to your address book alone.", "switch-book-only-on");
    };
  }

  private Item settingsLock() {
    var item = new Draft("settings-lock", 5);
    return switch (protections.settingsLock(now)) {
      case LOCKED -> item.done("Your security settings are locked: nobody changes them, not even you.");
      case UNLOCKING -> item.attention("Your security settings will soon be unlocked. If you did not ask for that, cancel it.", "cancel-unlocking");
      case OPEN -> item.missing("A thief who is signed in may change your security settings. You can lock them.", "lock-settings");
    };
  }

  // For some days at most, so its absence is nothing to mend.
  private Optional<Item> withdrawalLock() {
    return protections.withdrawalsLockedUntil(now).map(_ -> new Draft("withdrawal-lock", 0).done("Withdrawals are locked for some days."));
  }

  private Item secondAddress() {
    var item = new Draft("second-address", 5);
    return addresses > 1 ? item.done("Warnings reach you at more than one address.")
        : item.missing("Warnings reach you at one address alone. Add an e-mail address or a phone.", "add-identifier");
  }

  // Its points are those of `second-address`: what is not proved is no address of the account.
  private Optional<Item> unprovedIdentifier() {
    return protections.unproved(now).map(named -> new Draft("unproved-identifier", 0).improve(switch (named.channel()) {
      case EMAIL -> "An e-mail address that was to be added is not proved";
      case SMS -> "A phone number that was to be added is not proved";
    } + ": no warning goes there, and nobody signs in with it. Add it again for a new code.", "add-identifier", 0));
  }

  private Optional<Item> unreachableAddress() {
    return returning.stream().findFirst().map(address -> new Draft("unreachable-address", 0).attention(
        "Mail to " + Mask.of(address) + " comes back. Add another address, and remove those that you no longer read.", "add-identifier"));
  }

  private record Draft(String id, int of) {

    Item done(String why) {
      return new Item(id, State.DONE, why, Optional.empty(), of, of);
    }

    Item improve(String why, String next, int points) {
      return new Item(id, State.IMPROVE, why, Optional.of(next), points, of);
    }

    Item missing(String why, String next) {
      return new Item(id, State.MISSING, why, Optional.of(next), 0, of);
    }

    Item attention(String why, String next) {
      return new Item(id, State.ATTENTION, why, Optional.of(next), 0, of);
    }
  }
}
