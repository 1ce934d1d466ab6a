package io.portcullis.session.token;

import io.portcullis.runtime.http.HostCookie;
import io.portcullis.runtime.http.SameOrigin;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/// The tokens that a browser keeps in cookies, where no script reads them. auth-service sets them at the sign-in, under
/// the same names.
///
/// A cookie counts, and is cleared, for a page of ours alone: another site could not read the answer, but refresh behind
/// the page's back, or sign its visitor out.
@RequestScoped
public class BrowserTokens {

  private static final HostCookie REFRESH = new HostCookie("portcullis-refresh");
  private static final HostCookie DEVICE = new HostCookie("portcullis-device");

  private final HttpServerRequest request;
  private final SameOrigin sameOrigin;
  private final Clock clock;

  BrowserTokens(HttpServerRequest request, SameOrigin sameOrigin, Clock clock) {
    this.request = request;
    this.sameOrigin = sameOrigin;
    this.clock = clock;
  }

  /// Empty when the request brings none, two that differ, or does not come from a page of ours.
  public Optional<String> refreshToken() {
    Set<String> brought = REFRESH.in(request.headers());
    return brought.size() == 1 && isOurs() ? brought.stream().findFirst() : Optional.empty();
  }

  /// @param until when the session ends at the latest; empty for one that is to end with the browser
  public <T> RestResponse<T> keep(RestResponse<T> answer, RefreshToken next, Optional<Instant> until) {
    return with(answer, until
        .map(end -> REFRESH.holding(next.reveal(), Duration.between(clock.instant(), end)))
        .orElseGet(() -> REFRESH.holding(next.reveal())));
  }

  /// The session that the browser keeps is over.
  public <T> RestResponse<T> forgetSession(RestResponse<T> answer) {
    return forget(answer, REFRESH);
  }

  /// The browser is no known device any more.
  public <T> RestResponse<T> forgetDevice(RestResponse<T> answer) {
    return forget(forgetSession(answer), DEVICE);
  }

  // Who brought no cookie is told nothing of cookies.
  private <T> RestResponse<T> forget(RestResponse<T> answer, HostCookie cookie) {
    return cookie.in(request.headers()).isEmpty() || !isOurs() ? answer : with(answer, cookie.cleared());
  }

  private boolean isOurs() {
    return sameOrigin.sent(request.headers());
  }

  private static <T> RestResponse<T> with(RestResponse<T> answer, NewCookie cookie) {
    answer.getHeaders().add(HttpHeaders.SET_COOKIE, cookie);
    return answer;
  }
}
