package io.portcullis.recovery.knowledge;

import io.portcullis.runtime.exchange.AskExchange;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.List;
import java.util.stream.Stream;

/// What the exchange is asked with, and what claimants choose from.
public final class KnowledgeSettings {

  private static final String URL = "portcullis.recovery.knowledge.balance-url";
  private static final String BOUNDS = "portcullis.recovery.knowledge.balance-bounds";

  private KnowledgeSettings() {}

  public static List<Finding> check(Settings settings) {
    if (settings.text(URL).isEmpty()) {
      return List.of();
    }
    return Stream.concat(new KeyFiles(settings).tokenFor(AskExchange.AUDIENCE).findings().stream(), bounds(settings.texts(BOUNDS))).toList();
  }

  private static Stream<Finding> bounds(List<String> bounds) {
    try {
      if (!bounds.isEmpty()) {
        BalanceBands.of("", bounds.stream().map(Long::valueOf).toList());
      }
      return Stream.empty();
    } catch (NumberFormatException noNumber) {
      // Its own form is checked elsewhere.
      return Stream.empty();
    } catch (IllegalArgumentException wrong) {
      return Stream.of(new Finding(BOUNDS, wrong.getMessage(), "set it to amounts such as `100,1000,10000`"));
    }
  }
}
