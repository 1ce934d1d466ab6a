package io.portcullis.runtime.token;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a REST client: the service that its calls, and so their tokens, are meant for.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ServiceAudience {

  /// The audience and the name of the token's file, such as `mfa-service`.
  String value();
}
