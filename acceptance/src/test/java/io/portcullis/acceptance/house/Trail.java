package io.portcullis.acceptance.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.portcullis.devstack.Service;
import io.portcullis.transparency.AuditVerify;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The audit trail of notification-service, and what the service says of it when it verifies it.
public final class Trail {
  private static final int PAGE = 1000;
  private static final Pattern WHOLE = Pattern.compile("audit chain (\\d+) is whole: (\\d+) rows");
  private static final String LAST_OF_CLOSED = """
      select chain || ' ' || max(seq) from audit_event
      where account_id in (select account_id from erased_account) group by chain""";

  private final House house;

  Trail(House house) {
    this.house = house;
  }

  /// For each chain that a closed account is on, the last row about such an account.
  public Map<Integer, Long> lastOfClosedAccounts() {
    var last = new HashMap<Integer, Long>();
    for (String row : house.databases().column(Service.NOTIFICATION, LAST_OF_CLOSED)) {
      last.put(Integer.valueOf(row.split(" ")[0]), Long.valueOf(row.split(" ")[1]));
    }
    return last;
  }

  /// How many rows of each chain were verified in one walk from its beginning, and found whole.
  public Map<Integer, Long> verified() {
    var verified = new HashMap<Integer, Long>();
    for (String log : logs()) {
      WHOLE.matcher(log).results().forEach(line ->
          verified.merge(Integer.valueOf(line.group(1)), Long.valueOf(line.group(2)), Math::max));
    }
    return verified;
  }

  /// What the auditor's tool says.
  ///
  /// @param status 0: the export is whole
  public record Verdict(int status, String said) {}

  /// Exports the trail as an auditor does, and verifies it.
  public Verdict audit() {
    try {
      Path export = Files.createTempFile("audit", ".ndjson");
      try {
        write(export);
        var said = new ByteArrayOutputStream();
        int status = AuditVerify.run(new PrintStream(said, true, UTF_8), export.toString(), "--key", read("key").strip());
        return new Verdict(status, said.toString(UTF_8));
      } finally {
        Files.delete(export);
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  // Until a page reaches its own checkpoint.
  private void write(Path export) throws IOException {
    try (var file = Files.newBufferedWriter(export)) {
      long from = 0;
      long lines = PAGE;
      while (lines == PAGE) {
        String page = read("entries?from=" + from + "&limit=" + PAGE);
        file.write(page);
        lines = page.lines().filter(line -> line.startsWith("{\"index\"")).count();
        from += lines;
      }
    }
  }

  private String read(String path) {
    return house.stranger().at(house.address(Service.NOTIFICATION)).get("/internal/audit/" + path)
        .bearer(house.serviceToken("operator", Service.NOTIFICATION)).expect(200).body();
  }

  private List<String> logs() {
    try (var logs = Files.list(house.logs())) {
      return logs.filter(log -> log.getFileName().toString().startsWith(Service.NOTIFICATION.fullName())).map(Trail::text).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log, ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
