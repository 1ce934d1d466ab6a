package io.portcullis.runtime.problem;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/// Turns off Quarkus's check of the request line, which answers an empty 400, in favour of [WellFormedRequests].
///
/// Quarkus reads this from a system property alone, once, when the class of its HTTP server is loaded. The
/// configuration is built before that, in every way to start a service.
public class OwnAddressCheck implements SmallRyeConfigBuilderCustomizer {

  private static final String SWITCH = "vertx.disableURIValidation";

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    System.setProperty(SWITCH, "true");
  }
}
