package io.portcullis.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The value is a secret, and is never printed.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Confidential {}
