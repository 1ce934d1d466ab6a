package io.portcullis.recovery;

import io.portcullis.recovery.knowledge.KnowledgeSettings;
import io.portcullis.recovery.staff.StaffSettings;
import io.portcullis.recovery.support.DeskSettings;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.List;
import java.util.stream.Stream;

/// What recovery-service checks beside the bounds of its options.
final class RecoverySettings {

  private RecoverySettings() {}

  static List<Finding> check(Settings settings) {
    return Stream.of(
            new KeyFiles(settings).publicKey("message-box-public.json").publicKey("freeze-link-public.json")
                .tokenFor("auth-service").tokenFor("session-service").findings(),
            StaffSettings.check(settings), DeskSettings.check(settings), KnowledgeSettings.check(settings))
        .flatMap(List::stream).toList();
  }
}
