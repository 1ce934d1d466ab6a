package io.portcullis.runtime.event;

import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// What a proof costs, in CPU time of one thread: `java -cp … io.portcullis.runtime.event.RecordProofsBench`. The figures
/// of docs/decisions/0029 are its.
final class RecordProofsBench {

  private static final int ROUNDS = 5;
  private static final byte[] VALUE = "x".repeat(450).getBytes(StandardCharsets.UTF_8);

  private RecordProofsBench() {}

  public static void main(String[] none) throws Exception {
    var house = new EventKeyFiles(Files.createTempDirectory("bench"));
    RecordProofs session = house.proofs("session-service");
    RecordProofs notification = house.proofs("notification-service");
    for (String topic : new String[] {SecurityEvent.TOPIC, Revocation.TOPIC}) {
      var record = record(topic);
      session.add(record.headers(), topic, record.key(), VALUE);
      measure(topic + ": write", 100_000, () -> session.add(record(topic).headers(), topic, "account", VALUE));
      measure(topic + ": without a proof", 100_000, () -> record(topic).headers());
      measure(topic + ": one reader", 100_000, () -> notification.writer(record));
    }
    curve("Ed25519 (JDK)", "Ed25519", "Ed25519", Optional.empty());
    curve("ES256 (JDK)", "EC", "SHA256withECDSA", Optional.of("secp256r1"));
  }

  private static void curve(String name, String keys, String algorithm, Optional<String> curve) throws Exception {
    var generator = KeyPairGenerator.getInstance(keys);
    if (curve.isPresent()) {
      generator.initialize(new ECGenParameterSpec(curve.get()));
    }
    KeyPair pair = generator.generateKeyPair();
    var signature = Signature.getInstance(algorithm);
    byte[][] signed = new byte[1][];
    measure(name + ": sign", 2_000, () -> {
      signature.initSign(pair.getPrivate());
      signature.update(VALUE);
      signed[0] = signature.sign();
    });
    measure(name + ": verify", 2_000, () -> {
      signature.initVerify(pair.getPublic());
      signature.update(VALUE);
      if (!signature.verify(signed[0])) {
        throw new IllegalStateException("does not verify");
      }
    });
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void measure(String what, int times, Work work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < times; i++) {
        work.run();
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - begin) / 1e3 / times);
    }
    System.out.printf("%-50s %8.2f µs%n", what, best);
  }

  private static ConsumerRecord<String, byte[]> record(String topic) {
    var headers = new RecordHeaders();
    headers.add("ce_id", "01890a5d-ac96-774b-bcce-b302099a8057".getBytes(StandardCharsets.UTF_8));
    headers.add("ce_source", "/portcullis/session-service".getBytes(StandardCharsets.UTF_8));
    headers.add("ce_type", "io.portcullis.session.session-established.v1".getBytes(StandardCharsets.UTF_8));
    headers.add("ce_time", "2026-11-22T18:00:00.123456Z".getBytes(StandardCharsets.UTF_8));
    return new ConsumerRecord<>(topic, 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, "account", VALUE, headers, Optional.empty());
  }
}
