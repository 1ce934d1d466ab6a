package io.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// SAFE-10, SAFE-8: decision 125 says of every event whether it holds money and what it does to API keys.
class GuardsTableTest {

  private static final Path PAGE = Path.of("../../docs/decisions/0125-what-holds-money-and-what-ends-keys.md");
  private static final Path SETTINGS = Path.of("../../docs/settings.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern HOLD = Pattern.compile("`(\\d+h)` `([a-z-]+)`");
  private static final Pattern LENGTH = Pattern.compile("\\| `portcullis\\.holds\\.([a-z-]+)` \\|[^|]*\\| duration \\|[^|]*\\| `([^`]+)` \\|.*");
  private record Decided(String holds, String keys, String why) {}

  private static Map<String, Decided> table() throws IOException {
    var table = new HashMap<String, Decided>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split(" *\\| *", -1);
      if (cells.length == 6 && cells[1].startsWith("`")) {
        QUOTED.matcher(cells[1]).results().map(match -> match.group(1)).forEach(event ->
            assertThat(table.put(event, new Decided(cells[2], cells[3], cells[4]))).as("decided twice: %s", event).isNull());
      }
    }
    return table;
  }

  private static String name(Class<?> event) {
    return event.getAnnotation(WireName.class).value().replaceAll(".*\\.([a-z-]+)\\.v\\d+", "$1");
  }

  @Test
  void safe10_givenEveryEvent_thenItIsDecidedWhetherItHolds_andItsRecordSaysTheSame() throws IOException {
    Map<String, Decided> table = table();
    assertThat(table.keySet()).as("a new event wants its row in %s", PAGE)
        .isEqualTo(SecurityEventType.RECORDS.stream().map(GuardsTableTest::name).collect(Collectors.toSet()));
    Set<String> holding = table.entrySet().stream().filter(row -> !row.getValue().holds().equals("no")).map(Map.Entry::getKey)
        .collect(Collectors.toSet());
    assertThat(holding).isEqualTo(SecurityEventType.RECORDS.stream().filter(HoldsWithdrawals.class::isAssignableFrom)
        .map(GuardsTableTest::name).collect(Collectors.toSet()));
    assertThat(table.values()).extracting(Decided::why).as("a reason, whatever is decided").noneMatch(String::isBlank);
  }

  @Test
  void safe10_givenTheLengthsOfTheTable_thenTheyAreTheDefaults_andEachSettingHasItsChange() throws IOException {
    Map<String, String> decided = new TreeMap<>();
    table().values().forEach(row -> {
      List<MatchResult> holds = HOLD.matcher(row.holds()).results().toList();
      assertThat(row.holds().equals("no")).as(row.holds()).isEqualTo(holds.isEmpty());
      holds.forEach(hold -> assertThat(decided.put(hold.group(2), hold.group(1))).as(hold.group(2))
          .satisfiesAnyOf(before -> assertThat(before).isNull(), before -> assertThat(before).isEqualTo(hold.group(1))));
    });
    Map<String, String> defaults = new TreeMap<>();
    Files.readAllLines(SETTINGS).stream().map(LENGTH::matcher).filter(matcher -> matcher.matches())
        .forEach(setting -> defaults.put(setting.group(1), setting.group(2)));
    assertThat(decided).isEqualTo(defaults);
  }

  @Test
  void safe8_givenEveryReasonForWhichAKeyStops_thenTheTableHasIt_andNoOther() throws IOException {
    var named = new ArrayList<String>();
    QUOTED.matcher(table().get("api-key-disabled").keys()).results().forEach(match -> named.add(match.group(1)));
    assertThat(named).containsExactlyInAnyOrderElementsOf(
        Arrays.stream(SessionEvent.ApiKeyDisableReason.values()).map(Enum::name).toList());
  }
}
