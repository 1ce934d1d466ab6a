package io.portcullis.notification.bounce;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Signatures by the Standard Webhooks specification, as this house signs its own webhooks.
@ApplicationScoped
class ReportSignatures {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final List<String> secrets;
  private final Clock clock;

  ReportSignatures(MailReportsConfig config, Clock clock) {
    secrets = config.secrets().orElse(List.of());
    this.clock = clock;
  }

  boolean areExpected() {
    return !secrets.isEmpty();
  }

  /// @param id         `webhook-id`
  /// @param timestamp  `webhook-timestamp`, in seconds; a report from another time than now is refused
  /// @param signatures `webhook-signature`: several, with spaces between, of which one counts
  boolean isAuthentic(String id, String timestamp, String signatures, String body) {
    if (!timestamp.matches("\\d{1,11}")) {
      return false;
    }
    long at = Long.parseLong(timestamp);
    if (Duration.between(Instant.ofEpochSecond(at), clock.instant()).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    List<byte[]> given = Stream.of(signatures.split(" ")).map(ReportSignatures::bytes).toList();
    return secrets.stream().map(secret -> bytes(sign(secret, id, at, body)))
        .anyMatch(expected -> given.stream().anyMatch(one -> MessageDigest.isEqual(expected, one)));
  }

  private static byte[] bytes(String signature) {
    return signature.getBytes(StandardCharsets.UTF_8);
  }

  private static String sign(String secret, String id, long at, String body) {
    try {
      return new Webhook(secret).sign(id, at, body);
    } catch (WebhookSigningException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
