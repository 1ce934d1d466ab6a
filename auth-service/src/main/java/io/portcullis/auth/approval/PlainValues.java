package io.portcullis.auth.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.runtime.problem.FieldError;
import io.portcullis.runtime.text.ReadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What details of every type must be like, so that they have one canonical form and look like what they are. Amounts are
/// texts: a number has many spellings, and loses digits on its way through JavaScript.
final class PlainValues {

  private static final int DEEPEST = 4;
  private static final int LONGEST_TEXT = 512;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final Pattern READABLE = Pattern.compile(ReadableText.FORM);

  private final List<FieldError> errors = new ArrayList<>();

  private PlainValues() {}

  static List<FieldError> errors(ObjectNode details) {
    var values = new PlainValues();
    values.look("", details, 1);
    return List.copyOf(values.errors);
  }

  private void look(String pointer, JsonNode value, int depth) {
    if (depth > DEEPEST) {
      refuse(pointer, "is too deep");
    } else if (value.isObject()) {
      value.propertyStream().forEach(member -> {
        if (NAME.matcher(member.getKey()).matches()) {
          look(pointer + '/' + member.getKey(), member.getValue(), depth + 1);
        } else {
          refuse(pointer, "has a member with an odd name");
        }
      });
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        look(pointer + '/' + i, value.get(i), depth + 1);
      }
    } else if (value.isTextual()) {
      text(pointer, value.textValue());
    } else if (!value.isBoolean()) {
      refuse(pointer, "must be a text, also where it is an amount");
    }
  }

  // What is invisible, or turns its surroundings round, would let a customer approve something else than is read.
  private void text(String pointer, String text) {
    if (text.length() > LONGEST_TEXT) {
      refuse(pointer, "is too long");
    } else if (!READABLE.matcher(text).matches() || ReadableText.clean(text).filter(text::equals).isEmpty()) {
      refuse(pointer, "has to be readable: in NFC, without invisible characters and blanks around it");
    }
  }

  private void refuse(String pointer, String why) {
    errors.add(new FieldError(pointer, why));
  }
}
