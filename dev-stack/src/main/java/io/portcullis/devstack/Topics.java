package io.portcullis.devstack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// The topics of the house. Made up front: creation on first use would cost the first message a second,
/// and give it the wrong number of partitions.
final class Topics {
  private static final short ONE_REPLICA = 1;
  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  private static final List<NewTopic> ALL = List.of(
      topic("portcullis.security-events", 6, Map.of()),
      topic("portcullis.messages", 6, Map.of()),
      topic("portcullis.contacts", 6, COMPACTED),
      topic("portcullis.revocations", 6, COMPACTED),
      topic("portcullis.dead-letters", 1, Map.of()));

  private Topics() {}

  static void create(String bootstrap) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Set<String> present = admin.listTopics().names().get();
      var missing = ALL.stream().filter(topic -> !present.contains(topic.name())).collect(Collectors.toList());
      admin.createTopics(missing).all().get();
    }
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
    return new NewTopic(name, Optional.of(partitions), Optional.of(ONE_REPLICA)).configs(settings);
  }
}
