package io.portcullis.runtime.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/// Who may call this service as another service.
@ConfigMapping(prefix = "portcullis.service-token")
interface TokenConfig {

  /// `iss` of service tokens: the cluster's issuer in Kubernetes.
  @WithDefault("portcullis-dev-stack")
  String issuer();

  /// What stands before the service's name in `sub`: namespace and all.
  @WithDefault("system:serviceaccount:portcullis:")
  String subjectPrefix();

  /// The services that may call `/internal`; none unless named.
  Optional<Set<String>> callers();
}
