package io.portcullis.session.factor;

import static java.util.Comparator.naturalOrder;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.lifecycle.AccountLock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Hears that an account has a second factor now. A session from before would go on saying that there is none, and by that act
/// on the owner's other sessions and devices without one. A session that opens in this very moment may have been asked
/// for before it, so the account's row keeps when that was.
///
/// Hearing it twice, late or after the factor is gone does no harm: the session then says nothing, and its next step-up asks
/// mfa-service. So no inbox is needed. What can't be read or was not proved is passed over; notification-service reads the
/// same records and raises the alarm.
@ApplicationScoped
class EnrolledFactors {

  private static final Logger LOG = Logger.getLogger(EnrolledFactors.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final EventDecoder decoder;
  private final Postgres postgres;
  private final AccountLock lock;

  EnrolledFactors(EventDecoder decoder, Postgres postgres, AccountLock lock) {
    this.decoder = decoder;
    this.postgres = postgres;
    this.lock = lock;
  }

  @Incoming("factors")
  Uni<Void> hear(ConsumerRecords<String, byte[]> poll) {
    Map<AccountId, Instant> enrolled = StreamSupport.stream(poll.spliterator(), false).flatMap(this::enrolment)
        .collect(Collectors.toMap(AuthenticatorEnrolled::subject, AuthenticatorEnrolled::time, BinaryOperator.maxBy(naturalOrder())));
    return Multi.createFrom().iterable(enrolled.entrySet())
        .onItem().transformToUniAndConcatenate(account -> forgetThatThereIsNone(account.getKey(), account.getValue()))
        .collect().last().replaceWithVoid();
  }

  private Stream<AuthenticatorEnrolled> enrolment(ConsumerRecord<String, byte[]> record) {
    return decoder.heard(record, Set.of(AuthenticatorEnrolled.class)).stream().map(AuthenticatorEnrolled.class::cast);
  }

  private static final String FORGET = """
      update session set factor_enrolled = null, elevated_factor_enrolled = null
      where account_id = $1 and ended_at is null and (factor_enrolled = false or elevated_factor_enrolled = false)""";

  // Waits for the database as long as it takes: nobody else tells these sessions.
  private Uni<Void> forgetThatThereIsNone(AccountId account, Instant enrolledAt) {
    return postgres.withTransaction(tx -> lock.factorEnrolled(tx, account, enrolledAt)
            .chain(() -> tx.preparedQuery(FORGET).execute(Tuple.of(account.value()))).replaceWithVoid())
        .onFailure().invoke(failure -> LOG.warnf("factors: sessions are not told yet, will try again: %s", failure))
        .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely();
  }
}
