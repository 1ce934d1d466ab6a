package io.portcullis.testkit;

import static java.lang.reflect.Modifier.isAbstract;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// The methods of a service's resources, as `VERB /path`, by the roles that may call them.
final class Doors {

  private Doors() {}

  /// @param wanted is given the verb and the roles; a method that names no role is left out
  static List<String> of(String servicePackage, BiPredicate<String, Set<String>> wanted) {
    return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(servicePackage).stream()
        .filter(type -> type.isAnnotatedWith(Path.class) && !type.isInterface())
        .map(JavaClass::reflect).filter(type -> !isAbstract(type.getModifiers()))
        .flatMap(resource -> of(resource, wanted)).sorted().toList();
  }

  private static Stream<String> of(Class<?> resource, BiPredicate<String, Set<String>> wanted) {
    return Arrays.stream(resource.getDeclaredMethods()).filter(method -> verb(method).isPresent())
        .filter(method -> roles(method, resource).filter(roles -> wanted.test(verb(method).orElseThrow(), roles)).isPresent())
        .map(method -> verb(method).orElseThrow() + " " + path(resource) + path(method));
  }

  private static Optional<Set<String>> roles(Method method, Class<?> resource) {
    return Optional.ofNullable(method.getAnnotation(RolesAllowed.class))
        .or(() -> Optional.ofNullable(resource.getAnnotation(RolesAllowed.class)))
        .map(RolesAllowed::value).map(Set::of);
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations()).map(Annotation::annotationType)
        .map(type -> type.getAnnotation(HttpMethod.class)).filter(found -> found != null).map(HttpMethod::value).findFirst();
  }

  private static String path(AnnotatedElement element) {
    Path path = element.getAnnotation(Path.class);
    return path == null || path.value().isEmpty() ? "" : "/" + path.value().replaceFirst("^/", "");
  }
}
