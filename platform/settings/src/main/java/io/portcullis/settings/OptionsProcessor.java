package io.portcullis.settings;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/// Lists the options of a module: one line each, of `name=value` fields with tabs between them.
///
/// | field | holds |
/// |---|---|
/// | `key` | as in a properties file; `*` stands for a name of the operator's, `[*]` for a number |
/// | `type` | `text`, `number`, `decimal`, `duration`, `size`, `boolean`, `choice`, `url`, `file` |
/// | `form`, `of`, `min`, `max`, `not-below`, `unit`, `default` | what the annotations say |
/// | `many`, `optional`, `developers`, `secret` | `true` or absent |
/// | `in` | the interface that declares it |
/// | `doc` | its description, on one line |
///
/// Bean Validation's `@Min`, `@Max` and `@NotBlank` count as bounds, too.
@SupportedAnnotationTypes({"io.smallrye.config.ConfigMapping", "io.portcullis.settings.PlainOptions"})
public final class OptionsProcessor extends AbstractProcessor {

  private static final String FILE = "META-INF/portcullis/options.tsv";
  private static final Set<String> COLLECTIONS = Set.of("java.util.List", "java.util.Set");

  private final Map<String, Map<String, String>> options = new TreeMap<>();

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      for (TypeElement mapping : ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation))) {
        String prefix = text(mapping, annotation.getQualifiedName().toString(), "prefix").orElse("");
        group(mapping, prefix, false);
      }
    }
    if (round.processingOver() && !options.isEmpty()) {
      write();
    }
    return false;
  }

  private void group(TypeElement type, String prefix, boolean optional) {
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (!method.isDefault() && method.getParameters().isEmpty() && method.getReturnType().getKind() != TypeKind.VOID) {
        String name = text(method, "io.smallrye.config.WithName", "value").orElse(hyphenated(method.getSimpleName().toString()));
        boolean parent = mirror(method, "io.smallrye.config.WithParentName").isPresent();
        option(type, method, method.getReturnType(), parent ? prefix : prefix + "." + name, optional, false);
      }
    }
  }

  private void option(TypeElement owner, ExecutableElement method, TypeMirror type, String key, boolean optional, boolean many) {
    String name = processingEnv.getTypeUtils().erasure(type).toString();
    List<? extends TypeMirror> arguments = type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
    if (name.equals("java.util.Optional")) {
      option(owner, method, arguments.getFirst(), key, true, many);
    } else if (COLLECTIONS.contains(name)) {
      option(owner, method, arguments.getFirst(), isGroup(arguments.getFirst()) ? key + "[*]" : key, optional, true);
    } else if (name.equals("java.util.Map")) {
      option(owner, method, arguments.getLast(), key + ".*", optional, many);
    } else if (isGroup(type)) {
      group((TypeElement) ((DeclaredType) type).asElement(), key, optional);
    } else {
      options.put(key, fields(owner, method, type, name, key, optional || name.startsWith("java.util.Optional"), many));
    }
  }

  private Map<String, String> fields(
      TypeElement owner, ExecutableElement method, TypeMirror type, String name, String key, boolean optional, boolean many) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("key", key);
    fields.put("type", kind(type, name));
    choices(type).ifPresent(choices -> fields.put("of", choices));
    String range = Range.class.getName();
    first(text(method, range, "min"), text(method, "jakarta.validation.constraints.Min", "value"))
        .ifPresent(min -> fields.put("min", min));
    first(text(method, range, "max"), text(method, "jakarta.validation.constraints.Max", "value"))
        .ifPresent(max -> fields.put("max", max));
    text(method, range, "unit").ifPresent(unit -> fields.put("unit", unit));
    text(method, range, "notBelow").ifPresent(other ->
        fields.put("not-below", key.substring(0, key.lastIndexOf('.') + 1) + hyphenated(other)));
    first(text(method, Form.class.getName(), "value").map(OptionsProcessor::hyphenatedConstant),
        mirror(method, "jakarta.validation.constraints.NotBlank").map(_ -> "text")).ifPresent(form -> fields.put("form", form));
    list(method, Form.class.getName(), "of").ifPresent(of -> fields.put("of", of));
    text(method, "io.smallrye.config.WithDefault", "value").ifPresent(value -> fields.put("default", value));
    if (mirror(method, ForDevelopers.class.getName()).isPresent()) {
      fields.put("developers", "true");
      list(method, ForDevelopers.class.getName(), "also").ifPresent(also -> fields.put("developers-also", also));
    }
    if (mirror(method, Confidential.class.getName()).isPresent()) {
      fields.put("secret", "true");
    }
    if (optional) {
      fields.put("optional", "true");
    }
    if (many) {
      fields.put("many", "true");
    }
    fields.put("in", processingEnv.getElementUtils().getBinaryName(owner).toString());
    fields.put("doc", Optional.ofNullable(processingEnv.getElementUtils().getDocComment(method)).orElse("")
        .replaceAll("\\s+", " ").strip());
    return fields;
  }

  private static String kind(TypeMirror type, String name) {
    return switch (name) {
      case "int", "long", "short", "java.util.OptionalInt", "java.util.OptionalLong", "java.lang.Integer", "java.lang.Long" -> "number";
      case "double", "float", "java.util.OptionalDouble", "java.lang.Double" -> "decimal";
      case "boolean", "java.lang.Boolean" -> "boolean";
      case "java.time.Duration" -> "duration";
      case "io.quarkus.runtime.configuration.MemorySize" -> "size";
      case "java.net.URI", "java.net.URL" -> "url";
      case "java.nio.file.Path" -> "file";
      default -> isEnum(type) ? "choice" : "text";
    };
  }

  private static Optional<String> choices(TypeMirror type) {
    return isEnum(type)
        ? Optional.of(((DeclaredType) type).asElement().getEnclosedElements().stream()
            .filter(constant -> constant.getKind() == ElementKind.ENUM_CONSTANT)
            .map(constant -> hyphenatedConstant(constant.getSimpleName().toString())).collect(Collectors.joining(",")))
        : Optional.empty();
  }

  private static boolean isEnum(TypeMirror type) {
    return type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.ENUM;
  }

  private static boolean isGroup(TypeMirror type) {
    return type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.INTERFACE
        && !declared.toString().startsWith("java.");
  }

  private void write() {
    try (Writer out = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", FILE).openWriter()) {
      for (Map<String, String> fields : options.values()) {
        out.write(fields.entrySet().stream().map(field -> field.getKey() + "=" + field.getValue()).collect(Collectors.joining("\t")));
        out.write('\n');
      }
    } catch (IOException noRoom) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, FILE + ": " + noRoom);
    }
  }

  private static Optional<AnnotationMirror> mirror(Element element, String annotation) {
    return element.getAnnotationMirrors().stream().map(AnnotationMirror.class::cast)
        .filter(mirror -> mirror.getAnnotationType().toString().equals(annotation)).findFirst();
  }

  private static Optional<AnnotationValue> value(Element element, String annotation, String field) {
    return mirror(element, annotation).flatMap(mirror -> mirror.getElementValues().entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(field))
        .<AnnotationValue>map(Map.Entry::getValue).findFirst());
  }

  /// An enum's constant comes as its simple name.
  private static Optional<String> text(Element element, String annotation, String field) {
    return value(element, annotation, field).map(value -> value.getValue() instanceof Element constant
        ? constant.getSimpleName().toString() : value.getValue().toString()).filter(text -> !text.isEmpty());
  }

  private static Optional<String> list(Element element, String annotation, String field) {
    return value(element, annotation, field).map(value -> ((List<?>) value.getValue()).stream()
        .map(each -> ((AnnotationValue) each).getValue().toString()).collect(Collectors.joining(",")))
        .filter(text -> !text.isEmpty());
  }

  private static Optional<String> first(Optional<String> one, Optional<String> other) {
    return one.or(() -> other);
  }

  private static String hyphenated(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String hyphenatedConstant(String name) {
    return name.replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
