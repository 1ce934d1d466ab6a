package io.portcullis.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.UniAwait;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The rules of the house that a compiler does not check. Each service runs them on itself:
///
/// ```java
/// @AnalyzeClasses(packages = "io.portcullis.auth", importOptions = ImportOption.DoNotIncludeTests.class)
/// class ArchitectureTest {
///   @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
/// }
/// ```
public final class HouseRules {

  private HouseRules() {}

  private static final Pattern OPTION_DESCRIBED = Pattern.compile("\tdoc=\\S");
  private static final Pattern OPTION_BOUND =
      Pattern.compile("\ttype=(boolean|choice)\t|\ttype=(number|decimal|duration|size)\t.*(min|max)=|\ttype=(text|url|file)\t.*form=");

  private static final List<String> SERVICES = List.of("auth", "mfa", "session", "notification", "recovery");

  @ArchTest
  static final ArchRule NO_SERVICE_DEPENDS_ON_ANOTHER = classes().should(new ArchCondition<>("stay in their own service") {
    @Override
    public void check(JavaClass origin, ConditionEvents events) {
      origin.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> isOtherService(origin, dependency.getTargetClass()))
          .forEach(dependency -> events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
    }
  });

  @ArchTest
  static final ArchRule NOTHING_WAITS_ON_THE_EVENT_LOOP = noClasses().should()
      .callMethodWhere(owned(UniAwait.class))
      .orShould().callMethod(Thread.class, "sleep", long.class)
      .orShould().callMethod(Future.class, "get")
      .orShould().callMethod(CompletableFuture.class, "join")
      .because("one blocked event loop stalls every request");

  @ArchTest
  static final ArchRule EVERY_REQUEST_WAITS_ALONE = noClasses().should()
      .callMethod(Uni.class, "memoize")
      .because("who waits for another request's result goes on in that one's context, and as its customer");

  @ArchTest
  static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses().should()
      .callMethodWhere(noArgumentNow())
      .orShould().callMethod(System.class, "currentTimeMillis")
      .because("tests move the injected Clock");

  @ArchTest
  static final ArchRule RANDOMNESS_HAS_ONE_SOURCE = noClasses().should()
      .callConstructor(java.util.Random.class)
      .orShould().callConstructor(java.security.SecureRandom.class)
      .orShould().callMethod(java.util.UUID.class, "randomUUID")
      .orShould().callMethod(Math.class, "random")
      .because("randomness is the injected SecureRandom, ids come from Ids");

  // `Limit.on` counts a text. Of a customer who has many networks it would count each alone.
  @ArchTest
  static final ArchRule NETWORKS_ARE_COUNTED_WITH_THEIR_PREFIXES = noClasses().that(call(Limit.class, "on"))
      .should(ArchConditions.be(call(ClientNetwork.class, "exactlyBecause")))
      .orShould(ArchConditions.be(call(InetAddress.class, "getHostAddress")))
      .because("limits of a network are Limit.onNetwork, shares are Limit.onShare").allowEmptyShould(true);

  @ArchTest
  static final ArchRule INTERNAL_RESOURCES_ARE_FOR_SERVICES = classes().that(areInternalResources())
      .should().beAnnotatedWith(rolesAllowed("service")).allowEmptyShould(true);

  // Otherwise Quarkus REST makes a one-field record from text/plain, which any page on the web can post.
  @ArchTest
  static final ArchRule BODIES_NAME_THEIR_MEDIA_TYPE = methods().that().areAnnotatedWith(POST.class)
      .or().areAnnotatedWith(PUT.class).or().areAnnotatedWith(PATCH.class)
      .should(new ArchCondition<>("have @Consumes on the method or its class") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          boolean named = method.isAnnotatedWith(Consumes.class) || method.getOwner().isAnnotatedWith(Consumes.class)
              || method.getOwner().isInterface();
          if (!named) {
            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
          }
        }
      }).allowEmptyShould(true);

  // Otherwise the framework chooses by `Accept`, after the work is done: a client that asks for text gets `toString()`.
  @ArchTest
  static final ArchRule ANSWERS_NAME_THEIR_MEDIA_TYPE = methods().that().areAnnotatedWith(GET.class)
      .or().areAnnotatedWith(POST.class).or().areAnnotatedWith(PUT.class)
      .or().areAnnotatedWith(PATCH.class).or().areAnnotatedWith(DELETE.class)
      .should(new ArchCondition<>("have @Produces on the method or its class") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          boolean named = method.isAnnotatedWith(Produces.class) || method.getOwner().isAnnotatedWith(Produces.class)
              || method.getOwner().isInterface();
          if (!named) {
            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
          }
        }
      }).allowEmptyShould(true);

  @ArchTest
  static final ArchRule NAMES_SAY_SOMETHING = noClasses().should()
      .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Constants)$");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FEATURES = noClasses().should()
      .resideInAnyPackage("..controller..", "..service..", "..repository..", "..dto..", "..mapper..", "..util..",
          "..exception..");

  @ArchTest
  static final ArchRule FEATURES_HAVE_NO_CYCLES =
      SlicesRuleDefinition.slices().matching("io.portcullis.*.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  // A sealed type and what it permits are one thing in several files.
  @ArchTest
  static final ArchRule FILES_HAVE_NO_CYCLES = SlicesRuleDefinition.slices().assignedFrom(new SliceAssignment() {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(file(type).getName());
    }

    @Override
    public String getDescription() {
      return "files";
    }
  }).should().beFreeOfCycles().ignoreDependency(
      DescribedPredicate.describe("a sealed type", type -> file(type).reflect().isSealed()),
      DescribedPredicate.describe("what it permits", type -> Stream.of(file(type).reflect().getInterfaces()).anyMatch(Class::isSealed)));

  /// More than these are two things, or a value that should travel whole.
  private static final int MOST_PARTS = 8;

  /// Those that have more still. None comes to them; one that has become narrower leaves the list.
  private static final Set<String> WIDE = Set.of(
      "auth.credential.ChangePassword",
      "auth.identifier.ClaimIdentifier",
      "auth.identifier.RestoreIdentifiers",
      "auth.recovery.FreezeAccount",
      "auth.recovery.SetPassword",
      "auth.registration.Register",
      "auth.registration.VerifyRegistration",
      "auth.signin.OpenSession$Claim",
      "auth.signin.PasskeySignIn",
      "auth.signin.SignIn",
      "mfa.outofband.ConfirmAddress",
      "mfa.outofband.EnrolAddress",
      "mfa.outofband.SendCode",
      "mfa.removal.RemoveFactor",
      "mfa.totp.ConfirmAuthenticator",
      "mfa.webauthn.RegisterCredential",
      "notification.alert.RaiseAlert",
      "notification.letter.LetterTemplates$Page",
      "session.device.Devices$KnownDevice",
      "session.oauth.RefreshFamilies$Family",
      "session.risk.KeptDecisions$KeptDecision",
      "session.lifecycle.ElevateSession",
      "session.lifecycle.NewSession",
      "session.lifecycle.OpenSession",
      "session.lifecycle.OpenSessionRequest",
      "session.lifecycle.Sessions$LiveSession",
      "session.token.Grant");

  @ArchTest
  static void nothingIsMadeOfMoreThanEightParts(JavaClasses service) {
    Set<String> wide = service.stream().filter(HouseRules::isWide)
        .map(type -> type.getName().substring("io.portcullis.".length())).collect(Collectors.toCollection(TreeSet::new));
    Set<String> known = service.stream().map(type -> type.getName().substring("io.portcullis.".length()))
        .filter(WIDE::contains).collect(Collectors.toCollection(TreeSet::new));
    if (!wide.equals(known)) {
      throw new AssertionError("constructors with more than " + MOST_PARTS + " parameters, records with more components: "
          + wide + "; HouseRules names " + known);
    }
  }

  private static boolean isWide(JavaClass type) {
    return !type.isEnum() && !isForm(type)
        && type.getConstructors().stream().anyMatch(constructor -> constructor.getRawParameterTypes().size() > MOST_PARTS);
  }

  /// A form on the wire, or at rest, is as wide as what it says. A record of a resource is one.
  private static boolean isForm(JavaClass type) {
    return type.isAnnotatedWith(RegisterForReflection.class) || type.isAnnotatedWith(Schema.class)
        || type.getEnclosingClass().map(outer -> outer.isAnnotatedWith(Path.class) || isForm(outer)).orElse(false);
  }

  private static JavaClass file(JavaClass type) {
    return type.getEnclosingClass().map(HouseRules::file).orElse(type);
  }

  /// The check at start and docs/settings.md know of an option what `io.portcullis.settings` lets it say.
  @ArchTest
  static void everyOptionSaysWhatItIsAndWhichValuesAreGood(JavaClasses service) throws IOException {
    List<String> undeclared = new ArrayList<>();
    for (URL file : Collections.list(HouseRules.class.getClassLoader().getResources("META-INF/portcullis/options.tsv"))) {
      for (String line : new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!OPTION_DESCRIBED.matcher(line).find()) {
          undeclared.add("no /// description: " + line);
        }
        if (!OPTION_BOUND.matcher(line).find()) {
          undeclared.add("no @Range or @Form (io.portcullis.settings): " + line);
        }
      }
    }
    if (!undeclared.isEmpty()) {
      throw new AssertionError(String.join("\n", undeclared));
    }
  }

  /// A request is written to logs before it is validated: a field that is missing must not turn its refusal into a failure.
  @ArchTest
  static void everyRecordHasATextFormWhateverIsMissing(JavaClasses service) {
    List<String> failing = new ArrayList<>();
    service.stream().filter(JavaClass::isRecord).map(JavaClass::reflect).forEach(type -> emptyOne(type).ifPresent(empty -> {
      try {
        empty.toString();
      } catch (RuntimeException notWithoutIt) {
        failing.add(type.getName() + ": " + notWithoutIt);
      }
    }));
    if (!failing.isEmpty()) {
      throw new AssertionError("toString() fails where a component is missing:\n" + String.join("\n", failing));
    }
  }

  /// Nothing where the record itself refuses to be empty.
  private static Optional<Object> emptyOne(Class<?> record) {
    try {
      Class<?>[] types = Stream.of(record.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(Stream.of(types)
          .map(type -> type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null).toArray()));
    } catch (ReflectiveOperationException refused) {
      return Optional.empty();
    }
  }

  private static boolean isOtherService(JavaClass origin, JavaClass target) {
    String own = service(origin);
    return SERVICES.stream().filter(name -> !name.equals(own))
        .anyMatch(name -> target.getPackageName().startsWith("io.portcullis." + name));
  }

  private static String service(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.");
    return parts.length > 2 ? parts[2] : "";
  }

  private static DescribedPredicate<JavaClass> call(Class<?> owner, String method) {
    return DescribedPredicate.describe("call " + owner.getSimpleName() + '.' + method, type -> type.getMethodCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(method)));
  }

  private static DescribedPredicate<JavaCall<?>> owned(Class<?> owner) {
    return DescribedPredicate.describe("Uni.await()", call -> call.getTargetOwner().isEquivalentTo(owner));
  }

  private static DescribedPredicate<JavaCall<?>> noArgumentNow() {
    return DescribedPredicate.describe("now() without a clock", call ->
        call.getTargetOwner().getPackageName().equals("java.time")
            && HasName.Predicates.name("now").test(call.getTarget())
            && call.getTarget().getRawParameterTypes().isEmpty());
  }

  private static DescribedPredicate<JavaClass> areInternalResources() {
    // An interface with a path is a REST client: it calls what others serve.
    return DescribedPredicate.describe("serve /internal", type -> !type.isInterface()
        && type.tryGetAnnotationOfType(Path.class)
            .map(path -> path.value().replaceFirst("^/", "").startsWith("internal")).orElse(false));
  }

  private static DescribedPredicate<JavaAnnotation<?>> rolesAllowed(String role) {
    return DescribedPredicate.describe("@RolesAllowed(\"" + role + "\")", annotation ->
        annotation.getRawType().isEquivalentTo(RolesAllowed.class)
            && List.of((Object[]) annotation.get("value").orElse(new Object[0])).contains(role));
  }
}
