package io.portcullis.auth.addressbook;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.addressbook.RemoveEntry.Removal;
import io.portcullis.auth.addressbook.SwitchBookOnly.Switching;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// `portcullis_address_book_total{outcome}`, one count for every change that was answered.
@Startup
@ApplicationScoped
class AddressBookMetrics {

  private enum Outcome { ADDED, ADDED_BEFORE, REFUSED, PRESENT, FULL, NOT_FOUND, REMOVED, SWITCHED, FROZEN }

  private final Outcomes<Outcome> outcomes;

  AddressBookMetrics(MeterRegistry registry) {
    outcomes = new Outcomes<>(registry, "portcullis.address.book", Outcome.class);
  }

  void count(BookVerdict verdict) {
    outcomes.count(switch (verdict) {
      case BookVerdict.Booked _ -> Outcome.ADDED;
      case BookVerdict.BookedBefore _ -> Outcome.ADDED_BEFORE;
      case BookVerdict.Refused _ -> Outcome.REFUSED;
      case BookVerdict.Present _ -> Outcome.PRESENT;
      case BookVerdict.Full _ -> Outcome.FULL;
      case BookVerdict.NotFound _ -> Outcome.NOT_FOUND;
    });
  }

  void count(Removal removal) {
    outcomes.count(switch (removal) {
      case REMOVED -> Outcome.REMOVED;
      case NOT_FOUND -> Outcome.NOT_FOUND;
    });
  }

  void count(Switching switching) {
    outcomes.count(switch (switching) {
      case DONE -> Outcome.SWITCHED;
      case ACCOUNT_FROZEN -> Outcome.FROZEN;
    });
  }
}
