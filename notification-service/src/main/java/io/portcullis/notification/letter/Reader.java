package io.portcullis.notification.letter;

import java.time.ZoneId;

/// How one customer reads.
///
/// @param locale BCP 47 language tag
/// @param zone   of the clock; UTC for a customer who named none
public record Reader(String locale, ZoneId zone) {}
