package io.portcullis.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The built-in value suits a developer's machine alone: in production the operator must set one.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ForDevelopers {

  /// Values that are refused in production even where the operator writes them.
  String[] also() default {};
}
