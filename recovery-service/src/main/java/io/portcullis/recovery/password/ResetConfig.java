package io.portcullis.recovery.password;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "portcullis.recovery.password")
interface ResetConfig {

  /// Requests for a link that one network (IPv4 /32, IPv6 /64) may make in ten minutes without human verification;
  /// at least 1.
  @WithDefault("10")
  @Range(min = "1", max = "1000000")
  long unprovedRequestsPerNetwork();

  /// Requests for a link from all networks together in ten minutes. Past it every request needs human verification; at least 1.
  @WithDefault("1000")
  @Range(min = "1", max = "10000000")
  long unprovedRequests();

  /// Requests with human verification that one network may make in ten minutes. Every one costs a row and a question
  /// to auth-service; behind a carrier's NAT many customers share one network.
  @WithDefault("60")
  @Range(min = "1", max = "1000000")
  long requestsPerNetwork();

  /// How long a link works. Longer is kinder to slow mail, and gives whoever reads the mailbox later more time.
  /// No shorter than the longest gap between two mails (20 minutes), or the owner may be left without a live link. Of a longer
  /// life only the first 20 minutes are sure: the latest three links to an address work side by side.
  @WithDefault("20m")
  @Range(min = "20m", max = "24h")
  Duration linkLifetime();
}
