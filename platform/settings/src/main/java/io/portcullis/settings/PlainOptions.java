package io.portcullis.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Declares options that no `@ConfigMapping` reads: those injected one by one, and those of Quarkus that operators set.
/// Their built-in values stand in the properties files.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PlainOptions {

  String prefix();
}
