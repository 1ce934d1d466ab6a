package io.portcullis.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The services that may write a record of this type to Kafka. A record of another service's type is refused,
/// even when its writer proves who it is. Stands on the record, or on the sealed interface above it; a test insists.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PublishedBy {

  /// Full names of services, as `auth-service`.
  String[] value();
}
