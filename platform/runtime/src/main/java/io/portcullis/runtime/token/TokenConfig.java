package io.portcullis.runtime.token;

import io.portcullis.settings.ForDevelopers;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/// Who may call this service as another service.
@ConfigMapping(prefix = "portcullis.service-token")
interface TokenConfig {

  /// `iss` of service tokens: the cluster's issuer in Kubernetes.
  @WithDefault("portcullis-dev-stack")
  @ForDevelopers(also = "portcullis-dev-stack")
  @Form(Kind.TEXT)
  String issuer();

  /// What stands before the service's name in `sub`: namespace and all.
  @WithDefault("system:serviceaccount:portcullis:")
  @Form(Kind.PREFIX)
  String subjectPrefix();

  /// Further services that may call `/internal` of this one. The house's own always may, and need no setting: recovery-service calls
  /// auth-service, auth-service calls mfa-service and session-service, and session-service has its three groups of callers.
  @Form(Kind.SERVICE_ACCOUNT)
  Optional<Set<String>> callers();
}
