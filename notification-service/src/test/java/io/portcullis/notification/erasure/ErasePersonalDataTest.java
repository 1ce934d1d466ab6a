package io.portcullis.notification.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.MfaEvent.AuthenticatorRenamed;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.NotificationEvent.AntiPhishingCodeChanged;
import io.portcullis.contracts.NotificationEvent.Change;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// BACK-7: what notification-service forgets when an account is closed.
@QuarkusTest
@OnTheStack
class ErasePersonalDataTest {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String ERASED = "io.portcullis.notification.notification-data-erased.v1";
  /// Each of these names the account by its id alone.
  private static final List<String> KEEP_THE_ACCOUNT = List.of("audit_event", "contact", "erased_account", "outbox");

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject TopicProbe topics;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final Instant now = Instant.now();

  private Contact contact(Instant asOf) {
    return new Contact(OtherServices.anEvent(), account, asOf, List.of(new Address(Address.Channel.EMAIL, "canary-" + account + "@example.org")), "de");
  }

  private AccountClosureChange closed() {
    return new AccountClosureChange(OtherServices.anEvent(), account, now, ClosureAction.CLOSED, Optional.empty());
  }

  private long confirmations() {
    return topics.present("portcullis.security-events", account.toString()).stream().map(TopicProbe::type).filter(ERASED::equals).count();
  }

  private List<String> tablesWith(String needle) {
    return tables.rows("select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'").stream()
        .map(row -> row.getString(0))
        .filter(table -> tables.count("select count(*) from \"" + table + "\" as t where strpos(t::text, $1) > 0", needle) > 0)
        .sorted().toList();
  }

  private List<String> tablesWithTheAccount() {
    return tablesWith(account.toString());
  }

  private AuthenticatorRenamed renamed(Instant at, String name) {
    return new AuthenticatorRenamed(OtherServices.anEvent(), account, at, AuthenticatorType.WEBAUTHN, name);
  }

  @Test
  void back7_givenAClosedAccount_thenOnlyItsIdIsLeft_andThatIsConfirmed_andNothingComesBack() {
    others.publish(contact(now.minusSeconds(10)));
    others.publish(new AntiPhishingCodeChanged(OtherServices.anEvent(), account, now.minusSeconds(5), Change.SET));
    await().atMost(DEADLINE).until(() -> tablesWithTheAccount().containsAll(List.of("audit_event", "contact", "delivery", "kept_alert")));
    tables.rows("insert into protections_kept (account_id, version, seq, content) values ($1, 1, 1, '{}')", account.value());
    tables.rows("insert into anti_phishing_code (account_id, code, updated_at) values ($1, 'sealed', now())", account.value());
    tables.rows("insert into notification_preference (account_id, updated_at) values ($1, now())", account.value());

    String key = "canary key " + account;
    others.publish(renamed(now.minusSeconds(4), key));
    await().atMost(DEADLINE).until(() -> tablesWith(key).contains("audit_event"));

    others.publish(closed());
    await().atMost(DEADLINE).until(() -> confirmations() == 1);
    assertThat(tablesWith(key)).as("the trail lacks the name when the erasure is confirmed").isEmpty();
    assertThat(KEEP_THE_ACCOUNT).containsAll(tablesWithTheAccount());

    // A contact record that travelled slowly, and a fact about the account that another service told later.
    others.publish(contact(now.minusSeconds(10)));
    others.publish(new AntiPhishingCodeChanged(OtherServices.anEvent(), account, now, Change.REMOVED));
    others.publish(renamed(now, key));
    String late = "select count(*) from audit_event where account_id = $1 and type like '%renamed%'";
    await().atMost(DEADLINE).until(() -> tables.count(late, account.value()) == 2);
    await().atMost(DEADLINE).until(() -> tablesWith(key).isEmpty());
    assertThat(confirmations()).as("nobody waits for another one").isEqualTo(1);
    others.publish(closed());
    await().atMost(DEADLINE).until(() -> confirmations() == 2);
    assertThat(KEEP_THE_ACCOUNT).containsAll(tablesWithTheAccount());
    assertThat(tables.rows("select locale from contact where account_id = $1", account.value()).getFirst().getString(0)).isEqualTo("en");
  }
}
