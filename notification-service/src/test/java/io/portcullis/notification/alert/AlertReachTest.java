package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.Mailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How far each alert goes, for an account with two mailboxes and a phone.
@QuarkusTest
@OnTheStack
class AlertReachTest {

  @Inject OtherServices others;
  @Inject Tables tables;

  private final Mailbox mailbox = new Mailbox();
  private final List<Address> mailboxes = List.of(OtherServices.anAddress(), OtherServices.anAddress());
  private final Address phone =
      new Address(Address.Channel.SMS, "+4178%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));

  @BeforeEach
  void arrive() {
    // The budget of texts is shared by all tests.
    tables.meddle("truncate text_message, text_circuit");
  }

  static Stream<SecurityEvent> urgent() {
    return ofAnAccountEach(Samples::urgent);
  }

  static Stream<SecurityEvent> ordinary() {
    return ofAnAccountEach(Samples::ordinary);
  }

  private static Stream<SecurityEvent> ofAnAccountEach(Function<AccountId, List<SecurityEvent>> samples) {
    return IntStream.range(0, samples.apply(anAccount()).size()).mapToObj(i -> samples.apply(anAccount()).get(i));
  }

  private static AccountId anAccount() {
    return new AccountId(UUID.randomUUID());
  }

  private void tell(SecurityEvent event) {
    List<Address> all = Stream.concat(mailboxes.stream(), Stream.of(phone)).toList();
    others.publish(new Contact(OtherServices.anEvent(), event.subject(), Instant.now(), all, "en"));
    // An alert that comes before the addresses waits for the next round.
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tables
        .count("select count(*) from contact where account_id = $1", event.subject().value()) == 1);
    others.publish(event);
    mailboxes.forEach(address -> mailbox.await(address.value(), 1));
  }

  private long queuedFor(SecurityEvent event) {
    return tables.count("select count(*) from delivery where account_id = $1 and kind = $2", event.subject().value(), event.type());
  }

  @ParameterizedTest
  @MethodSource("urgent")
  void a35Unnoticed_givenTwoMailboxesAndAPhone_thenEachHearsOfWhatAThiefDoesToKeepAnAccount(SecurityEvent event) {
    tell(event);
    mailbox.await(phone.value(), 1);
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void a12SmsPumping_givenTwoMailboxesAndAPhone_thenWhatAThiefCanRepeatGoesToTheMailboxesAlone(SecurityEvent event) {
    tell(event);
    // All letters of an alert are queued in one transaction, so none is to come.
    assertThat(mailbox.to(phone.value())).isEmpty();
    assertThat(queuedFor(event)).isEqualTo(2);
  }
}
