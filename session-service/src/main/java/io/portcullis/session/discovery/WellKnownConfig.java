package io.portcullis.session.discovery;

import io.portcullis.settings.ForDevelopers;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Addresses that only the installation knows.
@ConfigMapping(prefix = "portcullis.well-known")
interface WellKnownConfig {

  /// Where a password manager sends people to change their password: a page of your site that calls
  /// `PUT /v1/account/password`. Unless set, the page that sends a reset link.
  @WithDefault("${portcullis.origin}/recovery/password")
  @Form(Kind.HTTP_URL)
  URI changePassword();

  /// Where to report a vulnerability, best first: `mailto:` or `https:`. security.txt names them.
  @ForDevelopers(also = "mailto:security@example.org")
  @Form(Kind.CONTACT)
  Optional<List<URI>> securityContacts();

  /// The policy for those who report one.
  @Form(Kind.HTTP_URL)
  Optional<URI> securityPolicy();

  /// How long from now on security.txt says it is good for. RFC 9116 advises less than a year.
  @WithDefault("90d")
  @Range(min = "1d", max = "365d")
  Duration securityTxtValidity();
}
