package io.portcullis.session.place;

import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import io.portcullis.runtime.file.MalformedFile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// One version of a MaxMind DB (format 2.0), read as a whole.
///
/// On the heap, not mapped: a mapped file that is overwritten in place faults under whoever reads it. So there is nothing
/// to close either, and a look-up in the version before just ends in it.
@RegisterForReflection(targets = Metadata.class)
final class PlaceDatabase {

  private static final int FORMAT = 2;
  /// As MaxMind's own reader tells which databases have the layout of [PlaceEntry]. Others, such as those of network
  /// providers, would know no place and so look like a world of unknown places.
  private static final Pattern KINDS = Pattern.compile("City|Country|Enterprise");

  private final Reader reader;
  private final Instant built;

  private PlaceDatabase(Reader reader) throws MalformedFile {
    Metadata metadata = reader.getMetadata();
    if (metadata.binaryFormatMajorVersion() != FORMAT || !KINDS.matcher(metadata.databaseType()).find()) {
      throw new MalformedFile("not a database of cities or countries in format 2");
    }
    this.reader = reader;
    this.built = metadata.buildTime();
  }

  static PlaceDatabase read(Path file) throws IOException, MalformedFile {
    try {
      return new PlaceDatabase(new Reader(file.toFile(), FileMode.MEMORY));
    } catch (InvalidDatabaseException | RuntimeException | StackOverflowError broken) {
      // The reader trusts what it reads: lengths, pointers, kinds of values.
      throw new MalformedFile("not a MaxMind DB: " + broken);
    }
  }

  Instant built() {
    return built;
  }

  /// Empty also where the database is damaged: no sign-in fails for it.
  Optional<Place> find(InetAddress address) {
    // The reader would take the first 32 bits of an IPv6 address for an IPv4 one.
    if (address instanceof Inet6Address && reader.getMetadata().ipVersion() == 4) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(reader.get(address, PlaceEntry.class)).flatMap(PlaceEntry::toPlace);
    } catch (IOException | RuntimeException | StackOverflowError damaged) {
      return Optional.empty();
    }
  }
}
