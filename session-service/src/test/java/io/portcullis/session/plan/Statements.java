package io.portcullis.session.plan;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The SQL of this service and its platform, read from the classes themselves: a copy of it would drift.
final class Statements {

  private static final Pattern SQL = Pattern.compile("\\s*(select|insert|update|delete|with)\\s.*",
      Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  /// What `formatted` fills in, and what the compiler leaves for a `+`.
  private static final Pattern GAP = Pattern.compile("%(?:\\d\\$)?[sd]|\u0001");

  private final List<JavaClass> classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("io.portcullis.session", "io.portcullis.runtime").stream().toList();

  /// What stands in constants, by class and name, as it is sent.
  SortedMap<String, String> inConstants() {
    var found = new TreeMap<String, String>();
    for (JavaClass type : classes) {
      for (Field field : load(type).getDeclaredFields()) {
        if (field.getType() == String.class && Modifier.isStatic(field.getModifiers()) && isSql(value(field))) {
          found.put(type.getSimpleName() + "." + field.getName(), value(field));
        }
      }
    }
    return found;
  }

  /// What stands anywhere in the code and is part of none of those `constants`, so that nothing would explain it.
  List<String> elsewhere(SortedMap<String, String> constants) {
    return classes.stream().flatMap(Statements::literals).filter(Statements::isSql)
        .filter(literal -> constants.values().stream().noneMatch(made(literal).asPredicate())).toList();
  }

  private static boolean isSql(String text) {
    return text != null && SQL.matcher(text).matches();
  }

  private static Pattern made(String template) {
    return Pattern.compile(Arrays.stream(GAP.split(template, -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  private static Stream<String> literals(JavaClass type) {
    try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return StreamSupport.stream(ClassFile.of().parse(bytes.readAllBytes()).constantPool().spliterator(), false)
          .flatMap(entry -> entry instanceof StringEntry literal ? Stream.of(literal.stringValue()) : Stream.empty());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Class<?> load(JavaClass type) {
    try {
      return Class.forName(type.getName(), true, Statements.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String value(Field field) {
    try {
      field.setAccessible(true);
      return (String) field.get(null);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
