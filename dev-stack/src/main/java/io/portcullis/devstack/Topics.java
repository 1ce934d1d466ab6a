package io.portcullis.devstack;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/// The topics of the house. Made up front: creation on first use would cost the first message a second,
/// and give it the wrong number of partitions.
final class Topics {
  private static final short ONE_REPLICA = 1;

  /// The largest record of the house has about 20 KiB, and a producer's batch 16.
  static final String LARGEST_BATCH = "65536";
  /// Without the first, the limit would hold for what a batch was compressed to: a record of 200 MB passes as 20 KiB, and
  /// every reader unpacks it on its own heap. With it the broker unpacks a batch and measures that.
  private static final Map<String, String> BOUNDED =
      Map.of("compression.type", "uncompressed", "max.message.bytes", LARGEST_BATCH);
  /// Anybody who may write to another topic can fill this one.
  private static final Map<String, String> DEAD_LETTERS =
      Map.of("cleanup.policy", "delete", "retention.ms", "604800000", "retention.bytes", "268435456", "segment.bytes", "33554432");

  /// What a newer record replaced is gone a day later: addresses that somebody removed, contacts from before they were sealed.
  private static final Map<String, String> CONTACTS =
      Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "86400000");
  /// Tokens live for minutes. Each session's ending has a key of its own, so compaction alone would keep all for ever.
  private static final Map<String, String> REVOCATIONS =
      Map.of("cleanup.policy", "compact,delete", "retention.ms", "86400000", "segment.ms", "3600000");

  private static final List<NewTopic> ALL = List.of(
      topic("portcullis.security-events", 6, Map.of()),
      topic("portcullis.messages", 6, Map.of()),
      topic("portcullis.contacts", 6, CONTACTS),
      topic("portcullis.revocations", 6, REVOCATIONS),
      topic("portcullis.dead-letters", 1, DEAD_LETTERS));

  private Topics() {}

  static void create(String bootstrap) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Set<String> present = admin.listTopics().names().get();
      var missing = ALL.stream().filter(topic -> !present.contains(topic.name())).collect(Collectors.toList());
      admin.createTopics(missing).all().get();
      // A topic of an earlier release gets today's settings, too.
      admin.incrementalAlterConfigs(ALL.stream().filter(topic -> present.contains(topic.name())).collect(
          Collectors.toMap(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), Topics::settings))).all().get();
    }
  }

  private static Collection<AlterConfigOp> settings(NewTopic topic) {
    return topic.configs().entrySet().stream()
        .map(setting -> new AlterConfigOp(new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET)).toList();
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
    var all = new HashMap<>(BOUNDED);
    all.putAll(settings);
    return new NewTopic(name, Optional.of(partitions), Optional.of(ONE_REPLICA)).configs(all);
  }
}
