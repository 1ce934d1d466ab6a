package io.portcullis.notification.delivery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.antiphishing.AntiPhishingCodes;
import io.portcullis.notification.antiphishing.AntiPhishingCodes.Phrase;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// The anti-phishing code that a letter shows. It is shown to the account's own proved addresses alone, whatever the letter: here is
/// the one place where that is seen to.
@ApplicationScoped
class ShownPhrase {

  private final AntiPhishingCodes codes;
  private final Contacts contacts;
  private final Postgres postgres;

  ShownPhrase(AntiPhishingCodes codes, Contacts contacts, Postgres postgres) {
    this.codes = codes;
    this.contacts = contacts;
    this.postgres = postgres;
  }

  /// Never in a push: a notification lies open on a locked screen.
  Uni<Optional<String>> in(Letter letter, Purpose purpose, Destination to) {
    return to.address().flatMap(address -> letter.account().map(account -> find(purpose, account, address)))
        .orElseGet(() -> now(Optional.empty()));
  }

  // A thief who enrols a mailbox must not read there what tells the owner's mails from forged ones.
  private Uni<Optional<String>> find(Purpose purpose, AccountId account, Address to) {
    return codes.find(account).chain(found -> found
        .map(phrase -> mayRead(purpose, account, to, phrase).map(may -> found.filter(_ -> may).map(Phrase::text)))
        .orElseGet(() -> now(Optional.empty())));
  }

  // The link that takes a removal back goes to an address that is the account's no more. Without the phrase, it would be a
  // forgery by our own words. A phrase that was set after the removal is not for that mailbox: it may be a thief's.
  private Uni<Boolean> mayRead(Purpose purpose, AccountId account, Address to, Phrase phrase) {
    return contacts.find(postgres.pool(), account)
        .map(reachable -> reachable.filter(known -> known.addresses().contains(to)).isPresent())
        .chain(proved -> proved || purpose != Purpose.TAKE_BACK
            ? now(proved)
            : contacts.leftLatelyAndAfter(postgres.pool(), account, to, phrase.since()));
  }
}
