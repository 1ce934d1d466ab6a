package io.portcullis.notification.activity;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.listing.Cursor;
import io.portcullis.notification.listing.ListFilter;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One page of what happened to an account, newest first, in its owner's language.
@ApplicationScoped
public class ListActivity {

  private final Activities activities;
  private final Contacts contacts;

  ListActivity(Activities activities, Contacts contacts) {
    this.activities = activities;
    this.contacts = contacts;
  }

  /// Of what happened before `until`.
  ///
  /// @param after `next` of the page before
  public Uni<ActivityPage> before(AccountId account, Optional<String> after, int limit, Instant until) {
    return handle(account, after, limit, new ListFilter.Bounds(null, null, Rows.utc(Instant.EPOCH), Rows.utc(until)));
  }

  Uni<ActivityPage> handle(AccountId account, Optional<String> after, int limit, ListFilter.Bounds bounds) {
    Cursor cursor = after.map(Cursor::parse).orElse(Cursor.START);
    // One more than asked for tells whether there is a next page.
    return Uni.combine().all().unis(activities.before(account, cursor, limit + 1, bounds), contacts.locale(account))
        .with((found, locale) -> page(found, limit, locale));
  }

  private static ActivityPage page(List<SecurityEvent> found, int limit, String locale) {
    List<SecurityEvent> shown = found.subList(0, Math.min(limit, found.size()));
    ActivityWords words = Bundles.in(locale, ActivityWords.class);
    return new ActivityPage(shown.stream().map(event -> Activity.of(event, words)).toList(),
        found.size() > limit ? Optional.of(cursor(shown.getLast()).toString()) : Optional.empty());
  }

  private static Cursor cursor(SecurityEvent event) {
    return Cursor.of(event.time(), event.id());
  }
}
