package io.portcullis.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The least and the greatest value of a number, a duration (`30s`, `5m`, `12h`, `7d`) or a size (`64K`), each included.
/// An empty bound is none.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Range {

  String min() default "";

  String max() default "";

  /// Another method of the same interface: this option may not be less than that one.
  String notBelow() default "";

  /// What is counted, where the type does not say so.
  String unit() default "";
}
