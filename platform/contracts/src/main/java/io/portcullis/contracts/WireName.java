package io.portcullis.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The CloudEvents `type` of a record, by which its readers find it. It never changes: a record that means something else has
/// another one.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface WireName {

  String value();
}
