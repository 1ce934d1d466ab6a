package io.portcullis.auth.human;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a client must answer before its request is looked at; `provider` tells the kinds apart.
@Schema(type = SchemaType.OBJECT, oneOf = {HumanChallenge.ProofOfWork.class, HumanChallenge.Widget.class},
    discriminatorProperty = "provider", discriminatorMapping = {
        @DiscriminatorMapping(value = HumanChallenge.ALTCHA, schema = HumanChallenge.ProofOfWork.class),
        @DiscriminatorMapping(value = HumanChallenge.TURNSTILE, schema = HumanChallenge.Widget.class),
        @DiscriminatorMapping(value = HumanChallenge.HCAPTCHA, schema = HumanChallenge.Widget.class),
        @DiscriminatorMapping(value = HumanChallenge.RECAPTCHA_ENTERPRISE, schema = HumanChallenge.Widget.class)})
public sealed interface HumanChallenge {

  String ALTCHA = "altcha";
  String TURNSTILE = "turnstile";
  String HCAPTCHA = "hcaptcha";
  String RECAPTCHA_ENTERPRISE = "recaptcha-enterprise";

  /// Other methods that answer it, such as `email-code` or `sms-code`.
  List<String> alternatives();

  /// Seconds.
  long expiresIn();

  /// ALTCHA's challenge, ready for its widget: find the number from 0 to `maxnumber` for which SHA-256 of
  /// `salt` followed by the number in decimal is `challenge`.
  ///
  /// @param action    what the solution will be good for
  /// @param expiresIn seconds
  @RegisterForReflection
  @Schema(name = "HumanProofOfWork")
  record ProofOfWork(@Schema(enumeration = ALTCHA) String provider, HumanAction action, String algorithm,
      String challenge, long maxnumber, String salt, String signature, long expiresIn, List<String> alternatives)
      implements HumanChallenge {

    public ProofOfWork {
      alternatives = List.copyOf(alternatives);
    }
  }

  /// A hosted provider's widget.
  ///
  /// @param siteKey   public key for the widget
  /// @param cdata     for the widget's option of that name, when present
  /// @param action    for the widget, in the provider's spelling
  /// @param expiresIn seconds
  @RegisterForReflection
  @Schema(name = "HumanWidget")
  record Widget(@Schema(enumeration = {TURNSTILE, HCAPTCHA, RECAPTCHA_ENTERPRISE}) String provider, String action,
      String siteKey, Optional<String> cdata, long expiresIn, List<String> alternatives) implements HumanChallenge {

    public Widget {
      alternatives = List.copyOf(alternatives);
    }
  }
}
