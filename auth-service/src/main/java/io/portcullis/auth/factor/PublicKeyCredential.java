package io.portcullis.auth.factor;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A JSON object of at most 16 KiB: more than any authenticator answers with. What is in it, mfa-service judges.
@Constraint(validatedBy = PublicKeyCredential.Validator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PublicKeyCredential {

  int LARGEST = 16 * 1024;

  String message() default "must be a JSON object of at most 16 KiB";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  final class Validator implements ConstraintValidator<PublicKeyCredential, WebAuthnJson> {

    @Override
    public boolean isValid(WebAuthnJson value, ConstraintValidatorContext context) {
      return value == null || value.isObject() && value.size() <= LARGEST;
    }
  }
}
