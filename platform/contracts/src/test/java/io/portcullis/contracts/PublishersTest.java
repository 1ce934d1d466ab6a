package io.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// a record says who may write it, or nobody may.
class PublishersTest {

  private static final List<String> SERVICES =
      List.of("auth-service", "mfa-service", "session-service", "notification-service", "recovery-service");

  @Test
  void everyRecordThatTravelsNamesItsWriters() {
    var records = new ArrayList<Class<?>>(SecurityEventType.RECORDS);
    records.addAll(Arrays.asList(Message.class.getPermittedSubclasses()));
    records.addAll(List.of(Contact.class, Revocation.class, SettingsLocked.class));
    assertThat(records).allSatisfy(record -> {
      assertThat(Publishers.of(record)).as(record.getName()).isNotEmpty();
      assertThat(SERVICES).containsAll(Publishers.of(record));
    });
  }

  @Test
  void aSecurityEventHasTheOneWriterOfItsHierarchy() {
    assertThat(SecurityEventType.RECORDS).allSatisfy(record -> assertThat(Publishers.of(record)).hasSize(1));
    assertThat(Publishers.of(AuthEvent.AccountFrozen.class)).containsExactly("auth-service");
    assertThat(Publishers.of(String.class)).isEmpty();
  }
}
