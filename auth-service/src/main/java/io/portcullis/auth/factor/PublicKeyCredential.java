package io.portcullis.auth.factor;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;

/// A JSON object of at most 16 KiB: more than any authenticator answers with. What is in it, mfa-service judges.
@Constraint(validatedBy = PublicKeyCredential.Validator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PublicKeyCredential {

  int LARGEST = 16 * 1024;

  String message() default "must be a JSON object of at most 16 KiB";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  final class Validator implements ConstraintValidator<PublicKeyCredential, JsonNode> {

    @Override
    public boolean isValid(JsonNode value, ConstraintValidatorContext context) {
      return value == null
          || value.isObject() && value.toString().getBytes(StandardCharsets.UTF_8).length <= LARGEST;
    }
  }
}
