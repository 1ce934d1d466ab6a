package io.portcullis.runtime.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.portcullis.runtime.token.DpopChallenge;
import io.portcullis.runtime.token.FactorNotSettled;
import io.portcullis.runtime.token.LockedByCustomer;
import io.portcullis.runtime.token.StepUpRequired;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.ConnectException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure that leaves a resource becomes a problem here, so that resources need no `try`.
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  RestResponse<Problem> problem(ProblemException failure) {
    if (failure.getCause() != null) {
      LOG.warnf("answered %s: %s", failure.problem().type(), failure.getCause());
    }
    return failure.retryAfter().map(failure.problem()::retryAfter).orElseGet(failure.problem()::response);
  }

  @ServerExceptionMapper
  RestResponse<Problem> validation(ConstraintViolationException failure) {
    boolean ours = failure.getConstraintViolations().stream().anyMatch(ProblemMappers::isReturnValue);
    if (ours) {
      return unexpected(failure);
    }
    return Problem.of(HouseProblem.INVALID_FIELDS).with("errors", failure.getConstraintViolations().stream()
        .map(violation -> new FieldError(field(violation.getPropertyPath()), violation.getMessage()))
        .distinct().sorted().toList()).response();
  }

  private static boolean isReturnValue(ConstraintViolation<?> violation) {
    return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
        .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
  }

  // "register.request.identifier" is our method; the client knows "identifier". Of "list.limit" it knows "limit".
  private static String field(Path path) {
    String inBody = named(path, ElementKind.PROPERTY, ElementKind.CONTAINER_ELEMENT);
    return inBody.isEmpty() ? named(path, ElementKind.PARAMETER) : inBody;
  }

  private static String named(Path path, ElementKind... kinds) {
    return StreamSupport.stream(path.spliterator(), false).filter(node -> Set.of(kinds).contains(node.getKind()))
        .map(Path.Node::toString).collect(Collectors.joining("."));
  }

  @ServerExceptionMapper
  RestResponse<Problem> unknownField(UnrecognizedPropertyException failure) {
    return Problem.of(HouseProblem.UNKNOWN_FIELD)
        .with("known", new TreeSet<>(failure.getKnownPropertyIds().stream().map(Object::toString).toList())).response();
  }

  @ServerExceptionMapper
  RestResponse<Problem> wrongType(MismatchedInputException failure) {
    String path = failure.getPath().stream().map(JsonMappingException.Reference::getFieldName)
        .map(name -> name == null ? "[]" : name).collect(Collectors.joining("."));
    return Problem.of(HouseProblem.INVALID_FIELDS)
        .with("errors", List.of(new FieldError(path, "has the wrong type or form"))).response();
  }

  @ServerExceptionMapper
  RestResponse<Problem> notJson(JsonProcessingException failure) {
    return Problem.of(HouseProblem.MALFORMED_REQUEST).detail("The body is not the JSON that this operation reads").response();
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  RestResponse<Problem> unauthenticated(SecurityException failure) {
    // RFC 6750 §3: without a token there is no error code to tell.
    String challenge = switch (failure) {
      case AuthenticationFailedException failed -> DpopChallenge.in(failed).orElse("Bearer error=\"invalid_token\"");
      default -> "Bearer";
    };
    return Problem.of(HouseProblem.AUTHENTICATION_REQUIRED).builder().header(HttpHeaders.WWW_AUTHENTICATE, challenge).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> forbidden(ForbiddenException failure) {
    return Problem.response(HouseProblem.FORBIDDEN);
  }

  @ServerExceptionMapper
  RestResponse<Problem> stepUp(StepUpRequired needed) {
    Problem plain = Problem.of(HouseProblem.INSUFFICIENT_USER_AUTHENTICATION)
        .with("acrValues", needed.acr()).with("maxAge", needed.maxAge().toSeconds());
    Problem problem = needed.why().map(plain::detail).orElse(plain);
    return (needed.methods().isEmpty() ? problem : problem.with("methods", needed.methods())).builder()
        .header(HttpHeaders.WWW_AUTHENTICATE, needed.challenge()).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> fresh(FactorNotSettled factor) {
    Problem problem = Problem.of(HouseProblem.FACTOR_NOT_SETTLED).with("settledAt", factor.settledAt().toString());
    return (factor.methods().isEmpty() ? problem : problem.with("methods", factor.methods())).response();
  }

  @ServerExceptionMapper
  RestResponse<Problem> locked(LockedByCustomer lock) {
    Problem problem = Problem.of(HouseProblem.SETTINGS_LOCKED);
    return lock.opensAt().map(at -> problem.with("opensAt", at.toString())).orElse(problem).response();
  }

  /// Jakarta REST §3.2 answers 404 where a parameter can't be converted; the resource is there all the same.
  @ServerExceptionMapper
  RestResponse<Problem> notFound(NotFoundException failure) {
    return failure.getCause() instanceof IllegalArgumentException
        ? Problem.of(HouseProblem.MALFORMED_REQUEST).detail("A parameter has the wrong type or form").response()
        : Problem.response(HouseProblem.NOT_FOUND);
  }

  /// What Quarkus REST itself decided: no such path, method, media type, unreadable body.
  @ServerExceptionMapper
  RestResponse<Problem> framework(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(failure);
    }
    HouseProblem type = switch (status) {
      case 401 -> HouseProblem.AUTHENTICATION_REQUIRED;
      case 403 -> HouseProblem.FORBIDDEN;
      case 405 -> HouseProblem.METHOD_NOT_ALLOWED;
      case 413 -> HouseProblem.REQUEST_TOO_LARGE;
      case 415 -> HouseProblem.UNSUPPORTED_MEDIA_TYPE;
      case 400 -> failure.getCause() instanceof JsonProcessingException || failure.getCause() == null
          ? HouseProblem.MALFORMED_REQUEST : HouseProblem.REQUEST_REFUSED;
      default -> HouseProblem.REQUEST_REFUSED;
    };
    var answer = Problem.of(type).builder();
    String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return (allow == null ? answer : answer.header(HttpHeaders.ALLOW, allow)).build();
  }

  /// A service that we call is away or slow.
  @ServerExceptionMapper({ProcessingException.class, ConnectException.class, TimeoutException.class})
  RestResponse<Problem> away(Exception failure) {
    return problem(ProblemException.unavailable(failure));
  }

  @ServerExceptionMapper
  RestResponse<Problem> unexpected(Throwable failure) {
    LOG.error("a request failed", failure);
    return Problem.internalError().response();
  }
}
