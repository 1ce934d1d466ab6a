package io.portcullis.session.risk;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What is unusual about a sign-in, how much it weighs, and what follows. The weights of all that applies are added up.
@ConfigMapping(prefix = "portcullis.risk")
interface RiskConfig {

  /// From this score on a further proof is asked for: of the second factor even on a trusted device, or, where none is
  /// enrolled, of a code to an address of the account.
  @WithDefault("30")
  @Range(min = "1", max = "1000")
  int askFrom();

  /// From this score on nobody gets in, whatever they prove. Failed attempts, failures from the network and a sprayed
  /// password do not count towards it for a sign-in with two factors: strangers can bring them about. With the defaults
  /// no single circumstance reaches it.
  @WithDefault("120")
  @Range(min = "1", max = "10000", notBelow = "askFrom")
  int blockFrom();

  Weights weights();

  /// 0 leaves a rule out.
  interface Weights {

    /// The account was used before, but not from this device.
    @WithDefault("30")
    @Range(min = "0", max = "1000")
    int newDevice();

    /// No sign-in of the account came from this country before.
    @WithDefault("30")
    @Range(min = "0", max = "1000")
    int newCountry();

    /// Faster than [#fastestTravel] from where the account was used last.
    @WithDefault("40")
    @Range(min = "0", max = "1000")
    int impossibleTravel();

    /// [#failedAttemptsFrom] or more wrong passwords for this account just before.
    @WithDefault("25")
    @Range(min = "0", max = "1000")
    int failedAttempts();

    /// [#networkFailuresFrom] or more failed sign-ins from this network, to whatever account.
    @WithDefault("30")
    @Range(min = "0", max = "1000")
    int networkFailures();

    /// This very password was wrong at [#sprayedAccountsFrom] or more accounts.
    @WithDefault("40")
    @Range(min = "0", max = "1000")
    int sprayedPassword();

    /// Nobody had signed in for [#dormantAfter].
    @WithDefault("30")
    @Range(min = "0", max = "1000")
    int dormantAccount();
  }

  /// Of strangers within the hour, right passwords apart; by a device that signed in before within fifteen minutes.
  @WithDefault("5")
  @Range(min = "1", max = "1000")
  int failedAttemptsFrom();

  /// Within ten minutes. Many customers share one address of a mobile carrier.
  @WithDefault("20")
  @Range(min = "1", max = "1000000")
  int networkFailuresFrom();

  /// Within the hour.
  @WithDefault("10")
  @Range(min = "1", max = "1000000")
  int sprayedAccountsFrom();

  /// After so long without a sign-in an account counts as dormant.
  @WithDefault("180d")
  @Range(min = "1d", max = "3650d")
  Duration dormantAfter();

  /// Kilometres an hour. Airliners make 900.
  @WithDefault("1000")
  @Range(min = "100", max = "100000", unit = "km/h")
  int fastestTravel();

  /// Kilometres. Databases of places are wrong by less than that about mobile networks.
  @WithDefault("500")
  @Range(min = "0", max = "20000", unit = "km")
  int leastTravel();

  /// How long a country stays known after the last sign-in from there.
  @WithDefault("180d")
  @Range(min = "1d", max = "3650d")
  Duration countryRemembered();

  /// How long decisions and their reasons are kept.
  @WithDefault("90d")
  @Range(min = "1d", max = "3650d")
  Duration decisionsKept();
}
