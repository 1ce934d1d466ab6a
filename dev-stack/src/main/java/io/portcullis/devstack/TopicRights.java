package io.portcullis.devstack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Who may write and read which topic on a locked stack: what docker-compose.yml grants.
final class TopicRights {
  private static final int ITERATIONS = 4096;
  private static final String EVENTS = "portcullis.security-events";
  private static final String MESSAGES = "portcullis.messages";
  private static final String CONTACTS = "portcullis.contacts";
  private static final String REVOCATIONS = "portcullis.revocations";
  private static final String DEAD_LETTERS = "portcullis.dead-letters";

  private static final Map<Service, List<String>> WRITES = Map.of(
      Service.AUTH, List.of(EVENTS, MESSAGES, CONTACTS),
      Service.MFA, List.of(EVENTS, MESSAGES),
      Service.SESSION, List.of(EVENTS, REVOCATIONS),
      Service.NOTIFICATION, List.of(EVENTS, DEAD_LETTERS),
      Service.RECOVERY, List.of(EVENTS, MESSAGES));
  private static final List<String> NOTIFICATION_READS = List.of(EVENTS, MESSAGES, CONTACTS);

  private TopicRights() {}

  /// Idempotent.
  static void grant(String bootstrap, Properties passwords) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      List<UserScramCredentialAlteration> users = Arrays.stream(Service.values())
          .<UserScramCredentialAlteration>map(service -> new UserScramCredentialUpsertion(service.fullName(),
              new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
              passwords.getProperty("password." + service.fullName()))).toList();
      admin.alterUserScramCredentials(users).all().get();
      admin.createAcls(rights()).all().get();
    }
  }

  private static List<AclBinding> rights() {
    var rights = new ArrayList<AclBinding>();
    for (Service service : Service.values()) {
      WRITES.get(service).forEach(topic -> rights.add(topic(service, topic, AclOperation.WRITE)));
      rights.add(topic(service, REVOCATIONS, AclOperation.READ));
      rights.add(groups(service, service.fullName() + "-"));
    }
    NOTIFICATION_READS.forEach(topic -> rights.add(topic(Service.NOTIFICATION, topic, AclOperation.READ)));
    rights.add(groups(Service.NOTIFICATION, "notification-"));
    List.of(Service.AUTH, Service.SESSION, Service.RECOVERY).forEach(service -> rights.add(topic(service, EVENTS, AclOperation.READ)));
    return rights;
  }

  private static AclBinding topic(Service service, String topic, AclOperation operation) {
    return right(service, new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), operation);
  }

  private static AclBinding groups(Service service, String prefix) {
    return right(service, new ResourcePattern(ResourceType.GROUP, prefix, PatternType.PREFIXED), AclOperation.READ);
  }

  private static AclBinding right(Service service, ResourcePattern what, AclOperation operation) {
    return new AclBinding(what, new AccessControlEntry("User:" + service.fullName(), "*", operation, AclPermissionType.ALLOW));
  }
}
