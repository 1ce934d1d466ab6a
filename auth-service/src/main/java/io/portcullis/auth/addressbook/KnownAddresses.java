package io.portcullis.auth.addressbook;

import io.portcullis.auth.approval.ActionWarning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The addresses that an account has to do with, at one moment. Who poisons a history sends a little from an address that looks like
/// one of them, and hopes that it is copied.
///
/// @param paid where withdrawals went lately
record KnownAddresses(List<BookEntry> booked, List<Destination> paid, NetworkAddresses addresses, Instant now) {

  /// What people compare of an address at each end, and wallets show.
  private static final int COMPARED = 4;
  private static final int MOST_WARNINGS = 5;

  KnownAddresses {
    booked = List.copyOf(booked);
    paid = List.copyOf(paid);
  }

  enum Use {
    /// To be put into the book.
    BOOK,
    /// To be paid out to.
    PAY,
    /// To be paid out to, while money goes to the book alone.
    PAY_BOOK_ONLY
  }

  List<ActionWarning> warnings(Destination to, Use use) {
    Optional<String> key = key(to);
    var warnings = new ArrayList<ActionWarning>();
    Optional<BookEntry> same = key.flatMap(known -> booked.stream().filter(entry -> entry.leadsTo(to, known)).findFirst());
    switch (use) {
      case BOOK -> same.ifPresent(_ -> warnings.add(
          ActionWarning.of("address-booked", "This address is in your address book already.")));
      case PAY -> { }
      case PAY_BOOK_ONLY -> {
        if (same.isEmpty()) {
          warnings.add(ActionWarning.of("address-not-booked",
              "This address is not in your address book, and you pay out to the book alone: this can't be executed."));
        }
        same.map(BookEntry::usableAt).filter(now::isBefore).ifPresent(until -> warnings.add(new ActionWarning("address-cooling",
            "This address is new in your address book: nothing can be paid out to it yet.", Optional.empty(), Optional.of(until))));
      }
    }
    lookAlikes(to).forEach(warnings::add);
    return List.copyOf(warnings);
  }

  /// Others on the same network that begin and end like this one.
  List<ActionWarning> lookAlikes(Destination to) {
    String key = key(to).orElse(to.address());
    Stream<ActionWarning> inTheBook = booked.stream()
        .filter(entry -> !entry.key().equals(key) && isAlike(entry.to(), to))
        .map(entry -> like("address-looks-booked", "another address in your address book", entry.to().address()));
    Stream<ActionWarning> paidBefore = paid.stream()
        .filter(other -> isAlike(other, to) && !key(other).orElse(other.address()).equals(key))
        .filter(other -> booked.stream().noneMatch(entry -> entry.to().address().equals(other.address())))
        .map(other -> like("address-looks-paid", "another address that you paid out to", other.address()));
    return Stream.concat(inTheBook, paidBefore).distinct().limit(MOST_WARNINGS).toList();
  }

  private static ActionWarning like(String code, String what, String address) {
    return new ActionWarning(code, "This address begins and ends like " + what + ". Compare every character.",
        Optional.of(address), Optional.empty());
  }

  // In one case: capitals are easily overlooked, also where they make another address.
  private static boolean isAlike(Destination one, Destination other) {
    return one.networkKey().equals(other.networkKey()) && ends(one.address()).equals(ends(other.address()));
  }

  private static String ends(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    return lower.substring(0, Math.min(COMPARED, lower.length())) + ' ' + lower.substring(Math.max(0, lower.length() - COMPARED));
  }

  private Optional<String> key(Destination to) {
    return addresses.key(to.network(), to.address());
  }

  @Override
  public String toString() {
    return "KnownAddresses[redacted]";
  }
}
