package io.portcullis.session.risk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What is unusual about a sign-in, how much it weighs, and what follows. The weights of all that applies are added up.
@ConfigMapping(prefix = "portcullis.risk")
interface RiskConfig {

  /// From this score on a further proof is asked for: of the second factor even on a trusted device, or, where none is
  /// enrolled, of a code to an address of the account.
  @WithDefault("30")
  int askFrom();

  /// From this score on nobody gets in, whatever they prove. Failed attempts, failures from the network and a sprayed
  /// password do not count towards it for a sign-in with two factors: strangers can bring them about. With the defaults
  /// no single circumstance reaches it.
  @WithDefault("120")
  int blockFrom();

  Weights weights();

  /// 0 leaves a rule out.
  interface Weights {

    /// The account was used before, but not from this device.
    @WithDefault("30")
    int newDevice();

    @WithDefault("30")
    int newCountry();

    /// Faster than [#fastestTravel] from where the account was used last.
    @WithDefault("40")
    int impossibleTravel();

    /// [#failedAttemptsFrom] or more wrong passwords for this account just before.
    @WithDefault("25")
    int failedAttempts();

    /// [#networkFailuresFrom] or more failed sign-ins from this network, to whatever account.
    @WithDefault("30")
    int networkFailures();

    /// This very password was wrong at [#sprayedAccountsFrom] or more accounts.
    @WithDefault("40")
    int sprayedPassword();

    /// Nobody had signed in for [#dormantAfter].
    @WithDefault("30")
    int dormantAccount();
  }

  /// Of strangers within the hour, right passwords apart; by a device that signed in before within fifteen minutes.
  @WithDefault("5")
  int failedAttemptsFrom();

  /// Within ten minutes. Many customers share one address of a mobile carrier.
  @WithDefault("20")
  int networkFailuresFrom();

  /// Within the hour.
  @WithDefault("10")
  int sprayedAccountsFrom();

  @WithDefault("180d")
  Duration dormantAfter();

  /// Kilometres an hour. Airliners make 900.
  @WithDefault("1000")
  int fastestTravel();

  /// Kilometres. Databases of places are wrong by less than that about mobile networks.
  @WithDefault("500")
  int leastTravel();

  /// How long a country stays known after the last sign-in from there.
  @WithDefault("180d")
  Duration countryRemembered();

  /// How long decisions and their reasons are kept.
  @WithDefault("90d")
  Duration decisionsKept();
}
