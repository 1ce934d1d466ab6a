package io.portcullis.contracts;

import java.time.Instant;
import java.util.List;

/// The verified addresses of one account and its locale, complete at `time`: published on the compacted topic
/// [#TOPIC], keyed by account, so the newest record replaces the older ones. Like a [Message] it travels sealed for
/// notification-service, because the topic keeps it for good.
///
/// @param locale BCP 47 language tag
@PublishedBy("auth-service")
public record Contact(EventId id, AccountId account, Instant time, List<Address> addresses, String locale) {

  public static final String TOPIC = "portcullis.contacts";
  public static final String TYPE = "io.portcullis.auth.contact.v1";

  public Contact {
    addresses = List.copyOf(addresses);
  }
}
