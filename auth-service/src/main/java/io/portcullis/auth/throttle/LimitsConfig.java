package io.portcullis.auth.throttle;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What depends on who shares a network address with whom: a mobile carrier puts thousands behind one.
@ConfigMapping(prefix = "portcullis.limits")
interface LimitsConfig {

  /// Failed sign-ins from one network (IPv4 address, IPv6 /64) in ten minutes, known devices apart.
  @WithDefault("100")
  @Range(min = "1", max = "1000000")
  long failuresPerNetwork();

  /// Failed sign-ins in ten minutes from all networks together that no right password came from lately. Past it strangers
  /// from such networks need human verification; at least 1.
  @WithDefault("2000")
  @Range(min = "1", max = "10000000")
  long failuresFromNewNetworks();

  /// Registrations and resends from one network in an hour that need no human verification; at least 1.
  @WithDefault("10")
  @Range(min = "1", max = "1000000")
  long unprovedRegistrationsPerNetwork();

  /// Registrations and resends from all networks together in ten minutes that need no human verification. Past it every one needs it;
  /// at least 1.
  @WithDefault("1000")
  @Range(min = "1", max = "10000000")
  long unprovedRegistrations();

  /// Registrations and resends with human verification from one network in an hour. Each costs a hash and perhaps a
  /// message.
  @WithDefault("100")
  @Range(min = "1", max = "1000000")
  long registrationsPerNetwork();
}
