package io.portcullis.runtime.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// There is something to read in the text, and nothing in it that acts on its surroundings. Keep what
/// [ReadableText#clean] makes of it.
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Readable.Check.class)
public @interface Readable {

  String message() default "needs something to read, and no control characters";

  /// Whether it may have several lines. They are ended by line feeds, and nothing is indented.
  boolean lines() default false;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// The check itself.
  class Check implements ConstraintValidator<Readable, String> {

    private boolean lines;

    @Override
    public void initialize(Readable readable) {
      lines = readable.lines();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null
          || (lines ? text.replace('\n', ' ') : text).matches(ReadableText.FORM) && ReadableText.clean(text).isPresent();
    }
  }
}
