package io.portcullis.auth;

import io.portcullis.auth.addressbook.AddressBookSettings;
import io.portcullis.auth.approval.ApprovalSettings;
import io.portcullis.auth.hold.HoldSettings;
import io.portcullis.auth.human.HumanSettings;
import io.portcullis.runtime.exchange.AskExchange;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/// What auth-service checks beside the bounds of its options.
final class AuthSettings {

  /// OWASP's smallest memory for Argon2id; it wants five passes.
  private static final int LEAST_MEMORY_KIB = 7_168;
  /// From this memory on two passes are enough.
  private static final int USUAL_MEMORY_KIB = 19_456;
  private static final int PASSES_BELOW_USUAL = 3;

  private AuthSettings() {}

  static List<Finding> check(Settings settings) {
    var keys = new KeyFiles(settings).publicKey("message-box-public.json").tokenFor("mfa-service").tokenFor("session-service");
    if (settings.text("portcullis.closure.funds-url").isPresent()) {
      keys.tokenFor(AskExchange.AUDIENCE);
    }
    var findings = new ArrayList<>(keys.findings());
    findings.addAll(HumanSettings.check(settings));
    findings.addAll(ApprovalSettings.check(settings));
    findings.addAll(AddressBookSettings.check(settings));
    findings.addAll(HoldSettings.check(settings));
    if (settings.isProduction()) {
      hash(settings, findings);
    }
    return findings;
  }

  /// A hash that is cheap for us is cheap for the thief of the database.
  private static void hash(Settings settings, List<Finding> findings) {
    int memory = number(settings, "portcullis.password.memory-kib", USUAL_MEMORY_KIB);
    int passes = number(settings, "portcullis.password.passes", 2);
    if (memory < LEAST_MEMORY_KIB) {
      findings.add(new Finding("portcullis.password.memory-kib", "`" + memory + "` makes hashes that are cheap to guess",
          "set it to 19456 with two passes, or to at least 7168 with five"));
    } else if (passes < (memory < USUAL_MEMORY_KIB ? PASSES_BELOW_USUAL : 2)) {
      findings.add(new Finding("portcullis.password.passes", "`" + passes + "` with " + memory + " KiB makes hashes that are cheap to guess",
          "set it to two with 19456 KiB, or to five with 7168 KiB"));
    }
  }

  private static int number(Settings settings, String key, int otherwise) {
    try {
      return settings.text(key).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException notOne) {
      return otherwise;   // the option's own check says so
    }
  }
}
