package io.portcullis.runtime.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.portcullis.runtime.trace.RequestIds;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/// A refusal that a client can act on (RFC 9457). Nothing in it comes from an exception's message.
///
/// @param type    `urn:portcullis:problem:<slug>`, explained in `docs/problems.md`
/// @param detail  help for this occurrence; empty when the title says it all
/// @param members extension members, flat beside the others on the wire
@RegisterForReflection
@Schema(description = "Problem details (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
    String type,
    String title,
    int status,
    Optional<String> detail,
    @JsonAnyGetter @Schema(hidden = true) Map<String, Object> members) {

  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String URN = "urn:portcullis:problem:";

  public Problem {
    members = Map.copyOf(members);
  }

  public static Problem of(ProblemType type) {
    return new Problem(URN + type.slug(), type.title(), type.status(), Optional.empty(), Map.of());
  }

  /// With what finds the lines of the log that say why.
  public static Problem internalError() {
    Problem problem = of(HouseProblem.INTERNAL_ERROR);
    Problem traced = RequestIds.trace().map(id -> problem.with("traceId", id)).orElse(problem);
    return RequestIds.request().map(id -> traced.with("requestId", id)).orElse(traced);
  }

  public Problem detail(String text) {
    return new Problem(type, title, status, Optional.of(text), members);
  }

  /// Adds an extension member: a string, number, list of those, or a record that is an answer elsewhere too.
  public Problem with(String member, Object value) {
    var all = new LinkedHashMap<>(members);
    all.put(member, value);
    return new Problem(type, title, status, detail, all);
  }

  public RestResponse<Problem> response() {
    return builder().build();
  }

  /// With `Retry-After` in whole seconds, at least one (RFC 9110 §10.2.3).
  public RestResponse<Problem> retryAfter(Duration wait) {
    return builder().header(HttpHeaders.RETRY_AFTER, wholeSeconds(wait)).build();
  }

  /// A wait as clients are told it: rounded up, and never "at once".
  public static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  RestResponse.ResponseBuilder<Problem> builder() {
    return RestResponse.ResponseBuilder.<Problem>create(status).entity(this)
        .header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  public static RestResponse<Problem> response(ProblemType type) {
    return of(type).response();
  }

  public static RestResponse<Problem> retryAfter(ProblemType type, Duration wait) {
    return of(type).retryAfter(wait);
  }
}
