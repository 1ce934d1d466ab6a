package io.portcullis.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrentCustomerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static CurrentCustomer customer(String acr, Instant authTime, String scope) {
    return customer(acr, authTime, scope, new FactorAge.Unknown());
  }

  private static CurrentCustomer customer(String acr, Instant authTime, String scope, FactorAge factor) {
    return customer(acr, authTime, scope, factor, Optional.empty());
  }

  private static CurrentCustomer customer(
      String acr, Instant authTime, String scope, FactorAge factor, Optional<SettingsLock> lock) {
    var principal = new Customer(new AccountId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), acr, List.of("pwd"),
        authTime, NOW.plusSeconds(300), Set.of(scope), Optional.empty(), factor, lock);
    return new CurrentCustomer(
        QuarkusSecurityIdentity.builder().setPrincipal(principal).addRole("customer").build(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  // auth_time is whole seconds, rounded down: an authentication looks up to a second older than it is, never younger.
  @ParameterizedTest
  @CsvSource({"299, true", "300, true", "301, false", "0, true", "-60, true", "-61, false", "-600, false"})
  void a31Freshness_givenAnAuthTimeThatOld_thenFiveMinutesAreTheMostAndTheFutureIsNotFresh(long secondsAgo, boolean fresh) {
    CurrentCustomer customer = customer("aal2", NOW.minusSeconds(secondsAgo), "account");
    if (fresh) {
      assertThat(customer.requireFresh("aal2", FRESH).acr()).isEqualTo("aal2");
    } else {
      assertThatThrownBy(() -> customer.requireFresh("aal2", FRESH)).isInstanceOf(StepUpRequired.class);
      assertThatThrownBy(() -> customer.requireFreshEvenRestricted("aal2", FRESH)).isInstanceOf(StepUpRequired.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"aal1, aal1, true", "aal1, aal2, false", "aal2, phr, false", "aal2, aal1, true", "phr, aal2, true", "phr, phr, true",
      "aal9, aal1, false"})
  void a35Downgrade_givenAnAcr_thenOnlyOneAsStrongWillDo(String acr, String wanted, boolean strong) {
    CurrentCustomer customer = customer(acr, NOW, "account");
    if (strong) {
      customer.requireFresh(wanted, FRESH);
    } else {
      assertThatThrownBy(() -> customer.requireFresh(wanted, FRESH)).isInstanceOf(StepUpRequired.class);
    }
  }

  @Test
  void a35FreshFactor_givenOneThatSettlesInAMoment_thenItWeakensNothingAndTheAnswerTellsWhenItWill() {
    Instant settledAt = NOW.plusSeconds(1);
    CurrentCustomer customer = customer("phr", NOW, "account", new FactorAge.Settles(settledAt));
    assertThatThrownBy(() -> customer.requireSettled(FRESH))
        .isInstanceOfSatisfying(FactorNotSettled.class, fresh -> assertThat(fresh.settledAt()).isEqualTo(settledAt));
    assertThat(customer("aal2", NOW, "account", new FactorAge.Settles(NOW)).requireSettled(FRESH).acr()).isEqualTo("aal2");
  }

  @ParameterizedTest
  @CsvSource({"aal1, NONE, true", "aal1, UNKNOWN, false", "aal2, UNKNOWN, false", "phr, UNKNOWN, false", "aal1, SETTLED, false",
      "aal2, SETTLED, true"})
  void a35FreshFactor_givenAnAccountOrATokenThatDoesNotTell_thenOnlyTheOneWithoutAFactorGetsByWithItsPassword(
      String acr, String age, boolean admitted) {
    FactorAge factor = switch (age) {
      case "NONE" -> new FactorAge.NoneEnrolled();
      case "SETTLED" -> new FactorAge.Settles(Instant.EPOCH);
      default -> new FactorAge.Unknown();
    };
    CurrentCustomer customer = customer(acr, NOW, "account", factor);
    if (admitted) {
      assertThat(customer.requireSettled(FRESH).acr()).isEqualTo(acr);
    } else {
      assertThatThrownBy(() -> customer.requireSettled(FRESH)).isInstanceOf(StepUpRequired.class);
    }
    CurrentCustomer restricted = customer(acr, NOW, Customer.RESTRICTED, factor);
    assertThatThrownBy(() -> restricted.requireSettled(FRESH)).isInstanceOf(StepUpRequired.class);
  }

  @ParameterizedTest
  @CsvSource({"NONE, true", "ONLY_FRESH, true", "SETTLED, true", "FRESH, false", "UNKNOWN, false"})
  void a35ShutOut_givenAFreshFactorBesideASettledOne_thenItEndsNobodysSession(String age, boolean admitted) {
    FactorAge factor = switch (age) {
      case "NONE" -> new FactorAge.NoneEnrolled();
      case "ONLY_FRESH" -> new FactorAge.OnlyFresh(NOW.plusSeconds(1));
      case "SETTLED" -> new FactorAge.Settles(NOW);
      case "FRESH" -> new FactorAge.Settles(NOW.plusSeconds(1));
      default -> new FactorAge.Unknown();
    };
    CurrentCustomer customer = customer("aal2", NOW.minusSeconds(86_400), "account", factor);
    if (admitted) {
      assertThat(customer.requireSettledIfAny(FRESH).acr()).isEqualTo("aal2");
    } else {
      assertThatThrownBy(() -> customer.requireSettledIfAny(FRESH))
          .isInstanceOfAny(FactorNotSettled.class, StepUpRequired.class);
    }
    CurrentCustomer restricted = customer("aal2", NOW, Customer.RESTRICTED, factor);
    assertThatThrownBy(() -> restricted.requireSettledIfAny(FRESH)).isInstanceOf(StepUpRequired.class);
  }

  @Test
  void a35FreshFactor_givenThatAllAreFresh_thenItStillIssuesNoCodesAndRemovesNothing() {
    CurrentCustomer customer = customer("aal2", NOW, "account", new FactorAge.OnlyFresh(NOW.plusSeconds(1)));
    assertThatThrownBy(() -> customer.requireSettled(FRESH)).isInstanceOf(FactorNotSettled.class);
    assertThat(customer("aal2", NOW, "account", new FactorAge.OnlyFresh(NOW)).requireSettled(FRESH).acr()).isEqualTo("aal2");
  }

  @Test
  void a35RecoveryCode_givenARestrictedSession_thenNoFreshnessIsEnoughSaveForWhatItIsRestrictedTo() {
    CurrentCustomer customer = customer("aal2", NOW, Customer.RESTRICTED);
    assertThatThrownBy(() -> customer.requireFresh("aal1", FRESH)).isInstanceOf(StepUpRequired.class);
    assertThat(customer.requireFreshEvenRestricted("aal2", FRESH).isRestricted()).isTrue();
  }

  // Ending other sessions protects.
  private static final Set<String> DESPITE_THE_LOCK = Set.of("requireSettledIfAny");

  @Test
  void safe12SettingsLock_givenTheBestProofThereIs_whenAnyDemandIsMade_thenTheLockComesFirst() {
    Instant opensAt = NOW.plusSeconds(86_400);
    CurrentCustomer locked = customer("phr", NOW, "account", new FactorAge.Settles(Instant.EPOCH),
        Optional.of(new SettingsLock(Optional.of(opensAt))));
    CurrentCustomer open = customer("phr", NOW, "account", new FactorAge.Settles(Instant.EPOCH));
    List<Method> demands = Stream.of(CurrentCustomer.class.getMethods())
        .filter(method -> method.getName().startsWith("require")).toList();
    assertThat(demands).hasSizeGreaterThanOrEqualTo(6);
    for (Method demand : demands) {
      assertThat(demanded(demand, open)).as("%s while the settings are open", demand.getName()).isEmpty();
      Optional<Throwable> refusal = demanded(demand, locked);
      if (DESPITE_THE_LOCK.contains(demand.getName())) {
        assertThat(refusal).as(demand.getName()).isEmpty();
      } else {
        assertThat(refusal).as(demand.getName()).get().isInstanceOfSatisfying(LockedByCustomer.class,
            lock -> assertThat(lock.opensAt()).contains(opensAt));
      }
    }
  }

  @Test
  void safe12SettingsLock_givenALockThatShouldHaveEnded_thenATokenFromBeforeStaysLocked_whateverOurClockSays() {
    CurrentCustomer customer = customer("phr", NOW, "account", new FactorAge.Settles(Instant.EPOCH),
        Optional.of(new SettingsLock(Optional.of(NOW.minusSeconds(90)))));
    assertThatThrownBy(customer::requireUnlocked).isInstanceOf(LockedByCustomer.class);
  }

  @Test
  void safe12SettingsLock_givenNobodyHasAskedForUnlocking_thenTheLockIsToldBeforeAStepUp() {
    CurrentCustomer customer = customer("aal1", NOW.minusSeconds(3600), "restricted", new FactorAge.Unknown(),
        Optional.of(new SettingsLock(Optional.empty())));
    assertThatThrownBy(() -> customer.requireFresh("aal2", FRESH)).isInstanceOf(LockedByCustomer.class);
  }

  private static Optional<Throwable> demanded(Method demand, CurrentCustomer customer) {
    Object[] arguments = Stream.of(demand.getParameterTypes())
        .map(type -> type == String.class ? "aal2" : FRESH).toArray();
    try {
      demand.invoke(customer, arguments);
      return Optional.empty();
    } catch (InvocationTargetException refused) {
      return Optional.of(refused.getCause());
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
