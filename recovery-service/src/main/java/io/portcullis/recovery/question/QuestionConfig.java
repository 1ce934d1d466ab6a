package io.portcullis.recovery.question;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "portcullis.recovery.security-questions")
interface QuestionConfig {

  /// Whether customers may set security questions. With `portcullis.assurance-profile` at `strict` they may not.
  @WithDefault("true")
  boolean offered();
}
