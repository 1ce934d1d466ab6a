package io.portcullis.session.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.runtime.file.WatchedFiles;
import io.portcullis.testkit.MaxMindFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Place BERLIN =
      new Place("DE", "Germany", Optional.of("Berlin"), Optional.of(new Coordinates(52.52, 13.405, 20)));
  private static final Place OSAKA =
      new Place("JP", "Japan", Optional.of("Osaka"), Optional.of(new Coordinates(34.6937, 135.5022, 5)));

  @TempDir Path folder;

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final WatchedFiles files = new WatchedFiles(metrics, Clock.systemUTC());
  private Path path;

  @BeforeEach
  void inTheFolder() {
    path = folder.resolve("places.mmdb");
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 28, 32})
  void givenACityDatabase_thenAddressesOfBothFamiliesHaveTheirPlace(int recordSize) {
    Places places = places(berlinAndOsaka().recordSize(recordSize));

    assertThat(places.of("203.0.113.0")).contains(BERLIN);
    assertThat(places.of("203.0.113.255")).contains(BERLIN);
    assertThat(places.of("2001:db8::17")).contains(OSAKA);
    assertThat(places.of(Optional.of("2001:db8:ffff::"))).contains(OSAKA);
    assertThat(places.of("203.0.112.255")).isEmpty();
    assertThat(places.of("203.0.114.0")).isEmpty();
    assertThat(places.of("2001:db9::")).isEmpty();
    assertThat(BERLIN.name()).isEqualTo("Berlin, Germany");
  }

  @ParameterizedTest
  @ValueSource(strings = {"::ffff:203.0.113.9", "::ffff:cb00:7109"})
  void givenIpv4InTheClothesOfIpv6_thenItsPlaceIsThatOfIpv4(String address) {
    assertThat(places(berlinAndOsaka()).of(address)).contains(BERLIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.168.1.1", "127.0.0.1", "::1", "fe80::1", "fd00::1", "0.0.0.0", "::"})
  void givenAPrivateAddress_thenItIsNowhere(String address) {
    assertThat(places(berlinAndOsaka()).of(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "localhost", "example.org", "203.0.113", "203.0.113.9:443", "203.0.113.9, 203.0.113.9",
      "0xcb007109", "2001:db8::1::1", "unknown", "_hidden", "\u0000"})
  void givenGarbage_thenItIsNowhereAndNobodyIsAsked(String address) {
    assertThat(places(berlinAndOsaka()).of(address)).isEmpty();
  }

  @Test
  void givenNoDatabaseOrNoAddress_thenThePlaceIsUnknown() {
    var none = new Places(Optional::empty, files, metrics, Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(none.of("203.0.113.9")).isEmpty();
    assertThat(age()).isNaN();
    assertThat(places(berlinAndOsaka()).of(Optional.empty())).isEmpty();
  }

  @Test
  void givenACountryDatabase_thenThePlaceIsACountry() {
    Places places = places(MaxMindFile.country().network("203.0.113.0/24", "DE", "Germany"));

    assertThat(places.of("203.0.113.9")).contains(new Place("DE", "Germany", Optional.empty(), Optional.empty()));
    assertThat(places.of("203.0.113.9").map(Place::name)).contains("Germany");
  }

  @Test
  void givenADatabaseOfIpv4Alone_thenIpv6IsUnknownAndNotTakenForIpv4() {
    Places places = places(MaxMindFile.city().ipv4Only().network("203.0.113.0/24", "DE", "Germany"));

    assertThat(places.of("203.0.113.9").map(Place::country)).contains("DE");
    assertThat(places.of("cb00:7109::1")).isEmpty();
  }

  @Test
  void givenANetworkInAnother_thenTheNarrowerCounts() {
    Places places = places(MaxMindFile.city().network("203.0.113.128/25", "FR", "France")
        .network("203.0.113.0/24", "DE", "Germany"));

    assertThat(places.of("203.0.113.127").map(Place::country)).contains("DE");
    assertThat(places.of("203.0.113.128").map(Place::country)).contains("FR");
  }

  @Test
  void givenNumbersAndNamesInAnotherFashion_thenTheyAreRead() {
    Places places = places(MaxMindFile.ofType("DBIP-City-Lite")
        .network("203.0.113.0/24", Map.of(
            "continent", Map.of("code", "EU", "geoname_id", 6_255_148), "is_anycast", true,
            "subdivisions", List.of(Map.of("names", Map.of("en", "Brandenburg")), Map.of("names", Map.of())),
            "country", Map.of("iso_code", "DE", "is_in_european_union", true),
            "location", Map.of("latitude", 52.5f, "longitude", 13))));

    assertThat(places.of("203.0.113.9")).contains(
        new Place("DE", "Germany", Optional.empty(), Optional.of(new Coordinates(52.5, 13, 0))));
  }

  @Test
  void givenOddRecords_thenOnlyWhatMakesSenseIsTold() {
    var point = Map.of("latitude", 52.52, "longitude", 13.405);
    var germany = Map.of("iso_code", "DE", "names", Map.of("en", "Germany"));
    Places places = places(MaxMindFile.city()
        .network("192.0.2.0/32", new byte[] {0x20, 0x00})           // a pointer to itself
        .network("192.0.2.1/32", new byte[] {(byte) 0xe1, 0x47, 'c', 'o', 'u', 'n', 't', 'r', 'y', 0x20, 0x00})
        .network("192.0.2.2/32", new byte[] {0x3f, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff})
        .network("192.0.2.3/32", new byte[] {0x42, (byte) 0xc3, 0x28})
        .network("192.0.2.4/32", "Germany")
        .network("192.0.2.5/32", Map.of("location", point))
        .network("192.0.2.6/32", Map.of("country", "DE"))
        .network("192.0.2.7/32", Map.of("country", Map.of("iso_code", "de")))
        .network("192.0.2.8/32", Map.of("country", Map.of("iso_code", 49)))
        .network("192.0.2.9/32", List.of(germany))
        .network("192.0.2.10/32", Map.of("country", germany, "location", Map.of("latitude", 52.52)))
        .network("192.0.2.11/32", Map.of("country", germany, "location", Map.of("latitude", 252.52, "longitude", 13.405)))
        .network("192.0.2.12/32", Map.of("country", germany, "location", Map.of("latitude", Double.NaN, "longitude", 1.0)))
        .network("192.0.2.13/32", Map.of("country", germany, "city", Map.of("names", Map.of("de", "Berlin")))));

    for (int last = 0; last < 10; last++) {
      assertThat(places.of("192.0.2." + last)).isEmpty();
    }
    for (int last = 10; last < 14; last++) {
      assertThat(places.of("192.0.2." + last))
          .contains(new Place("DE", "Germany", Optional.empty(), Optional.empty()));
    }
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', value = {
      "`Ber\u0000lin\r\nSubject: x`, `Ber lin Subject: x, Germany`",
      "`<img src=x onerror=alert(1)>`, `img src=x onerror=alert(1), Germany`",
      "`\u202enilreB\u202c`, `nilreB, Germany`",
      "`Berlin\u2028\u2066\u200b\u0085`, `Berlin, Germany`",
      "`\u0007\u001b`, `Germany`",
      "`Germany`, `Germany`",
      "`São Paulo`, `São Paulo, Germany`"})
  void givenAHostileName_thenItIsCleanWhereItIsShown(String city, String shown) {
    Places places = places(MaxMindFile.city().network("203.0.113.0/24", "DE", "Germany", city, 52.52, 13.405, 20));

    assertThat(places.of("203.0.113.9").map(Place::name)).contains(shown);
  }

  @Test
  void givenEndlessNames_thenTheyAreCutBetweenLetters() {
    Places places = places(MaxMindFile.city()
        .network("203.0.113.0/24", "DE", "G".repeat(70_000), "x" + "\ud83d\ude00".repeat(5_000), 52.52, 13.405, 20));

    assertThat(places.of("203.0.113.9").map(Place::name)).contains("x" + "\ud83d\ude00".repeat(29) + ", " + "G".repeat(60));
  }

  @Test
  void givenACountryWithNoNameToShow_thenItsCodeIsShown() {
    assertThat(new Place("DE", "\u0000\u202e", Optional.empty(), Optional.empty()).name()).isEqualTo("DE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "this is no database", "\u00ab\u00cd\u00efMaxMind.com"})
  void givenAFileThatIsNoDatabase_thenTheServiceStartsAndThePlaceIsUnknown(String content) throws IOException {
    Files.writeString(path, content, StandardCharsets.ISO_8859_1);
    Places places = places();

    assertThat(places.of("203.0.113.9")).isEmpty();
    assertThat(isUpToDate()).isFalse();

    berlinAndOsaka().write(path);
    files.refresh();
    assertThat(places.of("203.0.113.9")).contains(BERLIN);
    assertThat(isUpToDate()).isTrue();
  }

  @Test
  void givenADatabaseCutAnywhere_thenItIsRefusedOrAnswersWithoutFailing() throws IOException {
    byte[] whole = berlinAndOsaka().bytes();
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(path, Arrays.copyOf(whole, length));
      Places places = places();
      assertThat(places.of("203.0.113.9")).as("first %d bytes", length).isEmpty();

      Files.write(path, Arrays.copyOfRange(whole, length, whole.length));
      Places rest = places();
      assertThat(rest.of("203.0.113.9").isPresent()).as("from byte %d", length).isEqualTo(length == 0);
      rest.of("2001:db8::1");
    }
  }

  @Test
  void givenADatabaseWithAnyBitWrong_thenNothingFails() throws IOException {
    byte[] whole = berlinAndOsaka().bytes();
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(path, damaged);
      assertThatCode(() -> {
        Places places = places();
        places.of("203.0.113.9");
        places.of("2001:db8::1");
        age();
      }).as("byte %d", i).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GeoLite2-ASN", "GeoIP2-ISP", ""})
  void givenADatabaseOfSomethingElse_thenItIsRefusedInsteadOfKnowingNoPlaceAtAll(String type) {
    MaxMindFile.ofType(type).network("203.0.113.0/24", "DE", "Germany").write(path);

    assertThat(places().of("203.0.113.9")).isEmpty();
    assertThat(isUpToDate()).isFalse();
  }

  @Test
  void givenADatabaseInAFormatOfTheFuture_thenItIsRefused() throws IOException {
    String whole = new String(berlinAndOsaka().bytes(), StandardCharsets.ISO_8859_1);
    String newer = whole.replace("format_major_version\u00a1\u0002", "format_major_version\u00a1\u0003");
    assertThat(newer).isNotEqualTo(whole);
    Files.writeString(path, newer, StandardCharsets.ISO_8859_1);

    assertThat(places().of("203.0.113.9")).isEmpty();
  }

  @Test
  void givenADatabase_whenANewerTakesItsPlace_thenItAnswers() {
    Places places = places(berlinAndOsaka());

    MaxMindFile.city().network("203.0.113.0/24", "PT", "Portugal").write(path);
    files.refresh();

    assertThat(places.of("203.0.113.9").map(Place::country)).contains("PT");
    assertThat(places.of("2001:db8::1")).isEmpty();
  }

  @Test
  void givenADatabase_whenABrokenOneTakesItsPlace_thenTheOldOneAnswers() throws IOException {
    Places places = places(berlinAndOsaka());

    Files.writeString(path, "404 Not Found");
    files.refresh();

    assertThat(places.of("203.0.113.9")).contains(BERLIN);
    assertThat(isUpToDate()).isFalse();
  }

  @Test
  void givenADatabase_thenItsAgeIsMeasured() {
    places(berlinAndOsaka().built(NOW.minus(Duration.ofDays(9))));

    assertThat(age()).isEqualTo(Duration.ofDays(9).toSeconds());
  }

  private static MaxMindFile berlinAndOsaka() {
    return MaxMindFile.city()
        .network("203.0.113.0/24", "DE", "Germany", "Berlin", 52.52, 13.405, 20)
        .network("2001:db8::/32", "JP", "Japan", "Osaka", 34.6937, 135.5022, 5);
  }

  private Places places(MaxMindFile database) {
    database.write(path);
    return places();
  }

  private Places places() {
    metrics.clear();
    return new Places(() -> Optional.of(path), files, metrics, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private double age() {
    return metrics.get("portcullis.places.database.age").gauge().value();
  }

  private boolean isUpToDate() {
    return metrics.get("portcullis.watched.file.current").tag("file", "places").gauge().value() == 1;
  }
}
