package io.portcullis.notification.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.contact.Contacts.Reach;
import io.portcullis.notification.contact.Contacts.Reachable;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheStack
class ContactProjectionTest {

  @Inject OtherServices others;
  @Inject Contacts contacts;
  @Inject Postgres postgres;
  @Inject Tables tables;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final Instant now = Instant.now();

  @Test
  void givenAnOlderRecordComesLater_thenTheNewerStays() {
    Contact newer = contact("new@example.org", now);
    others.publish(newer);
    others.publish(contact("old@example.org", now.minusSeconds(60)));
    others.publish(newer);
    untilTaken();

    assertThat(found()).hasValueSatisfying(reachable ->
        assertThat(reachable.addresses()).extracting(Address::value).containsExactly("new@example.org"));
  }

  @Test
  void givenANewerRecord_thenItReplacesTheOlderWhole() {
    others.publish(contact("old@example.org", now));
    others.publish(contact("new@example.org", now.plusSeconds(1)));
    untilTaken();

    assertThat(found()).hasValueSatisfying(reachable ->
        assertThat(reachable.addresses()).extracting(Address::value).containsExactly("new@example.org"));
  }

  @Test
  void givenAddressesAreAtRest_thenTheyAreSealed() {
    others.publish(contact("sealed@example.org", now));
    untilTaken();

    assertThat(tables.rows("select addresses from contact where account_id = $1", account.value()).getFirst().getString(0))
        .doesNotContain("sealed@");
  }

  @Test
  void givenBothAnEmailAndAPhone_thenAlertsGoToTheEmail_andToThePhoneOfSomebodyWithoutOne() {
    var email = new Address(Address.Channel.EMAIL, "a@example.org");
    var phone = new Address(Address.Channel.SMS, "+41791234567");

    assertThat(new Reachable(List.of(phone, email), "en").forAlerts(Reach.MAIL_WHERE_THERE_IS_ONE)).containsExactly(email);
    assertThat(new Reachable(List.of(phone), "en").forAlerts(Reach.MAIL_WHERE_THERE_IS_ONE)).containsExactly(phone);
    assertThat(new Reachable(List.of(phone, email), "en").forAlerts(Reach.EVERY_ADDRESS)).containsExactly(phone, email);
  }

  @Test
  void givenAContactOfAnEarlierRelease_thenItIsReadAlthoughItIsNotSealed() {
    var contact = contact("plain@example.org", Instant.now());
    others.send(Contact.TOPIC, account.toString(), contact.id(), Contact.TYPE, others.write(contact));
    untilTaken();
    assertThat(found()).map(Reachable::addresses).hasValue(contact.addresses());
  }

  private Contact contact(String email, Instant time) {
    return new Contact(
        OtherServices.anEvent(), account, time, List.of(new Address(Address.Channel.EMAIL, email)), "en");
  }

  private Optional<Reachable> found() {
    return postgres.withTransaction(tx -> contacts.find(tx, account)).await().atMost(Duration.ofSeconds(40));
  }

  // A sentinel on the same partition: when it is there, all records before it were taken.
  private void untilTaken() {
    var sentinel = OtherServices.anEvent();
    others.send(Contact.TOPIC, account.toString(), sentinel, Contact.TYPE, others.write(
        new Contact(sentinel, account, Instant.EPOCH, List.of(), "en")));
    await("the sentinel").atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from inbox where consumer = 'contacts' and event_id = $1", sentinel.value()) == 1);
  }
}
