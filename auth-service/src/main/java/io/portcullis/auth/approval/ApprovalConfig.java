package io.portcullis.auth.approval;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Approvals of actions such as withdrawals.
@ConfigMapping(prefix = "portcullis.approvals")
interface ApprovalConfig {

  /// The exchange's own systems: names of service accounts that may propose and consume approvals, and
  /// do nothing else. One of another namespace is named with it: `payments:withdrawals`.
  @Form(Kind.SERVICE_ACCOUNT)
  Optional<Set<String>> systems();

  /// How long a proposed action waits for its customer.
  @WithDefault("10m")
  @Range(min = "1m", max = "1h")
  Duration openFor();

  /// How long an approval is good for after it was given. Never longer than an access token lives.
  @WithDefault("5m")
  @Range(min = "30s", max = "5m")
  Duration usableFor();

  /// Actions of one account that may wait at once, for each system and each session of the customer apart; all sessions
  /// together four times as many.
  @WithDefault("10")
  @Range(min = "1", max = "1000")
  int openPerAccount();

  /// Actions of one account that may be proposed in an hour, for each system and each session of the customer apart; all
  /// sessions together four times as many.
  @WithDefault("60")
  @Range(min = "1", max = "10000")
  int proposedPerHour();

  /// Above which amount of an asset a security key or passkey is needed, as `BTC:0.5`; `*` stands for every asset without
  /// an amount of its own. With `*:0` each action that has an amount needs one.
  @Form(Kind.TEXT)
  Optional<List<String>> securityKeyAbove();

  /// The same for all that one account lets out of an asset within 24 hours: above it, each further action needs one.
  @Form(Kind.TEXT)
  Optional<List<String>> securityKeyAboveDaily();

  /// Types of action for which a security key or passkey is always needed.
  @Form(Kind.NAME)
  Optional<Set<String>> securityKeyFor();

  /// A JSON file with further types of action: an object that has a JSON Schema (draft 2020-12) to the name of each.
  @Form(Kind.FILE)
  Optional<Path> typesFile();

  /// How long decided approvals are kept, with the evidence of what was signed.
  @WithDefault("400d")
  @Range(min = "30d", max = "4000d")
  Duration keptFor();
}
