package io.portcullis.recovery.staff;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "portcullis.staff")
interface StaffConfig {

  /// The `iss` of the company's OIDC provider, exactly as its tokens say it. Without it there is no support desk, and its port is
  /// not opened.
  @Form(Kind.HTTP_URL)
  Optional<String> issuer();

  /// Where that provider publishes its keys (`jwks_uri` in its discovery document).
  @Form(Kind.HTTP_URL)
  Optional<String> keysUrl();

  /// The `aud` of tokens for the support desk. It must not be the audience of customers' tokens or the name of a service.
  @Form(Kind.TEXT)
  Optional<String> audience();

  /// Certificates of the authority that the provider's own certificate rests on; those of the JVM unless given.
  @Form(Kind.CERTIFICATE_FILE)
  Optional<String> trustedCertificates();

  /// The claim with a staff member's roles: a list of texts. A slash leads into a claim, as in `realm_access/roles` of Keycloak.
  @WithDefault("roles")
  @Form(Kind.TEXT)
  String rolesClaim();

  /// How long a token counts after it was issued, whatever its `exp` says. Who leaves the company keeps the token that long.
  @WithDefault("90m")
  @Range(min = "1m", max = "12h")
  Duration tokenAge();

  /// Where the support desk listens, and nothing else does.
  @WithDefault("8095")
  @Range(min = "1", max = "65535")
  int port();

  Page page();

  interface Page {

    /// What the provider calls the staff page: a public client with the authorization code flow and PKCE. Without it there is no
    /// page; the calls of the desk are there all the same.
    @Form(Kind.TEXT)
    Optional<String> clientId();

    /// What the page asks the provider for. Microsoft Entra ID wants the scope of the API here, too.
    @WithDefault("openid")
    @Form(Kind.TEXT)
    String scope();
  }

  Role role();

  interface Role {

    /// What the provider calls the role of those who look accounts up and open cases.
    @WithDefault("support")
    @Form(Kind.TEXT)
    String support();

    /// What the provider calls the role of those who decide on cases.
    @WithDefault("reviewer")
    @Form(Kind.TEXT)
    String reviewer();

    /// What the provider calls the role of those who may do both.
    @WithDefault("lead")
    @Form(Kind.TEXT)
    String lead();

    /// What the provider calls the role of those who manage webhooks. It opens no account and no case.
    @WithDefault("operator")
    @Form(Kind.TEXT)
    String operator();

    /// What the provider calls the role of those who search the audit trail. They see what happened to every account, and change nothing.
    @WithDefault("auditor")
    @Form(Kind.TEXT)
    String auditor();
  }
}
