package io.portcullis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.Messages;
import io.portcullis.contracts.Contact;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@AuthTest
class ResealContactsTest {

  @Inject
  Customers customers;

  @Inject
  Messages messages;

  @Inject
  TopicProbe topics;

  @Test
  void a29SecretLeak_givenAContactOfBeforeTheSealing_thenASealedOneTakesItsPlace_once() {
    Customer ann = customers.active();
    Customer bob = customers.active();
    customers.query("update account set contact_sealed = false where id = $1", ann.account().value());

    // Under the key that the plain one had, so that compaction forgets that.
    var records = topics.await(Contact.TOPIC, ann.account().toString(), 1);
    String sealed = new String(records.getFirst().value(), StandardCharsets.UTF_8);
    assertThat(sealed).matches("[\\w-]+\\.[\\w-]*\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+").doesNotContain(ann.identifier());
    assertThat(customers.count("select count(*) from account where not contact_sealed")).isZero();
    assertThat(topics.present(Contact.TOPIC, bob.account().toString())).as("sealed from the first").isEmpty();
    assertThat(messages.contact(ann.account().toString()).findValuesAsText("value")).containsExactly(ann.identifier());
  }
}
