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
import java.util.stream.Stream;

/// What a restricted session may ask of a service: one that was opened with a recovery code, or with a password that the
/// only second factor has just reset. Each service lists its own in a test, so a method that is added to an open resource
/// stays closed to thieves until somebody has thought of them.
public final class RestrictedDoors {

  private static final String ROLE = "restricted";

  private RestrictedDoors() {}

  /// Methods of the service's resources that name the role, or ask for none, as `VERB /path`.
  public static List<String> of(String servicePackage) {
    return new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(servicePackage).stream()
        .filter(type -> type.isAnnotatedWith(Path.class) && !type.isInterface())
        .map(JavaClass::reflect).filter(type -> !isAbstract(type.getModifiers()))
        .flatMap(RestrictedDoors::of).sorted().toList();
  }

  private static Stream<String> of(Class<?> resource) {
    return Arrays.stream(resource.getDeclaredMethods()).filter(method -> verb(method).isPresent())
        .filter(method -> isOpen(method, resource))
        .map(method -> verb(method).orElseThrow() + " " + path(resource) + path(method));
  }

  private static boolean isOpen(Method method, Class<?> resource) {
    return Optional.ofNullable(method.getAnnotation(RolesAllowed.class))
        .or(() -> Optional.ofNullable(resource.getAnnotation(RolesAllowed.class)))
        .map(RolesAllowed::value).filter(roles -> List.of(roles).contains(ROLE)).isPresent();
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
