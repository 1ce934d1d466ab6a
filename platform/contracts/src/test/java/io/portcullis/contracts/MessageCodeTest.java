package io.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// a code is printed large in an official mail, so it may say nothing else, in whatever message.
class MessageCodeTest {

  private static final List<String> NO_CODES = List.of("", "123", "12345678901", "Your account is closed, call +1 555 0100",
      "https://evil.example", "12345\n", " 123456", "123 456", "\u0661\u0662\u0663\u0664\u0665\u0666", "\uff11\uff12\uff13\uff14",
      "12345a", "\u202e12345");

  @Test
  void a25_forgery_givenACodeThatIsText_thenThereIsNoSuchMessage() throws Exception {
    List<Class<?>> withCode = Stream.of(Message.class.getPermittedSubclasses()).<Class<?>>map(type -> type)
        .filter(type -> Stream.of(type.getRecordComponents()).anyMatch(part -> part.getName().equals("code"))).toList();
    assertThat(withCode).hasSizeGreaterThanOrEqualTo(2);
    for (Class<?> type : withCode) {
      assertThat(make(type, "012345")).isInstanceOf(type);
      for (String text : NO_CODES) {
        assertThatThrownBy(() -> make(type, text)).as(type + " " + text).hasCauseInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> make(type, null)).hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Object make(Class<?> type, String code) throws ReflectiveOperationException {
    RecordComponent[] parts = type.getRecordComponents();
    Constructor<?> canonical = type.getDeclaredConstructor(
        Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
    return canonical.newInstance(Arrays.stream(parts).map(part -> part.getName().equals("code") ? code : some(part.getType())).toArray());
  }

  private static Object some(Class<?> type) {
    if (type == Address.class) {
      return new Address(Address.Channel.EMAIL, "ann@example.org");
    }
    if (type == Duration.class) {
      return Duration.ofMinutes(1);
    }
    if (type == Optional.class) {
      return Optional.empty();
    }
    return type.isEnum() ? type.getEnumConstants()[0] : "en";
  }
}
