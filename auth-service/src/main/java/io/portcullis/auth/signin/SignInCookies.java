package io.portcullis.auth.signin;

import io.portcullis.runtime.http.HostCookie;
import io.portcullis.runtime.http.SameOrigin;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The cookies in which a browser keeps its tokens. session-service takes and replaces the refresh token under the same
/// name. Whatever a browser held before a sign-in is replaced by it.
@ApplicationScoped
class SignInCookies {

  private static final HostCookie REFRESH = new HostCookie("portcullis-refresh");
  private static final HostCookie DEVICE = new HostCookie("portcullis-device");

  /// As long as session-service knows a device, and the longest that browsers keep anything (RFC 6265bis §5.5). Even where
  /// the customer is not to be remembered: it signs nobody in, and without it each sign-in there would be one from a new
  /// device, with an alert, and without the budget of tries that strangers can't use up.
  private static final Duration DEVICE_KEPT = Duration.ofDays(400);
  private static final int LONGEST = 256;

  private final SameOrigin sameOrigin;

  SignInCookies(SameOrigin sameOrigin) {
    this.sameOrigin = sameOrigin;
  }

  /// Empty unless a page of ours sent the request. Two device cookies that differ are somebody's tossing; whose page that
  /// was, nobody can say.
  Optional<Origin.Page> page(MultiMap headers) {
    Set<String> devices = DEVICE.in(headers);
    return sameOrigin.sent(headers) && devices.size() <= 1
        ? Optional.of(new Origin.Page(devices.stream().filter(token -> token.length() <= LONGEST).findFirst()))
        : Optional.empty();
  }

  List<NewCookie> holding(SessionOpening.Opened session) {
    return List.of(
        // Without a lifetime it ends with the browser (IN-10).
        session.keepFor().map(seconds -> REFRESH.holding(session.refreshToken(), Duration.ofSeconds(seconds)))
            .orElseGet(() -> REFRESH.holding(session.refreshToken())),
        DEVICE.holding(session.deviceToken(), DEVICE_KEPT));
  }
}
