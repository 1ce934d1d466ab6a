package io.portcullis.auth.addressbook;

import io.portcullis.auth.approval.ActionWarning;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The address book as its customer sees it.
///
/// @param most how many entries there may be
@RegisterForReflection
@Schema(name = "AddressBook")
public record BookView(List<Entry> entries, Mode bookOnly, int most) {

  /// @param usableAt from when on it counts while money goes to the book alone
  /// @param warnings such as of another address that looks like it
  @RegisterForReflection
  @Schema(name = "AddressBookEntry")
  public record Entry(UUID entryId, String label, String asset, String network, String address, Optional<String> memo,
      Instant addedAt, Instant usableAt, List<ActionWarning> warnings) {

    static Entry of(BookEntry entry, List<ActionWarning> warnings) {
      Destination to = entry.to();
      return new Entry(entry.id(), entry.label(), to.asset(), to.network(), to.address(),
          Optional.of(to.memo()).filter(memo -> !memo.isEmpty()), entry.addedAt(), entry.usableAt(), warnings);
    }

    @Override
    public String toString() {
      return "Entry[" + entryId + "]";
    }
  }

  /// @param on    whether money goes to the book alone
  /// @param offAt when it will be switched off, if that was asked for
  @RegisterForReflection
  @Schema(name = "BookOnlyMode")
  public record Mode(boolean on, Optional<Instant> since, Optional<Instant> offAt) {}

  @Override
  public String toString() {
    return "BookView[redacted]";
  }
}
