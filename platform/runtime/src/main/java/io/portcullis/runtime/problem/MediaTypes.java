package io.portcullis.runtime.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Settles which media types a request and its answer have, before anything is done.
///
/// - `Accept` is ignored, as RFC 9110 §12.5.1 allows: each operation has one representation. Left alone, the framework
///   finds out only after a refresh token was rotated that it can't write the answer as the client wishes.
/// - A body names its type, once (415 otherwise). A form or a bare text is what any page on the web can
///   post without asking; a body without a type would be taken for whatever the operation reads.
@Singleton
class MediaTypes {

  /// After the size was looked at, ahead of Quarkus's own reading. `/check` comes before both: the headers that it sees
  /// are those of another request.
  private static final int PRIORITY = 990;
  /// Quarkus's own pages know several representations.
  private static final String MANAGEMENT = "/q/";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final int LONGEST = 256;
  /// RFC 9110 §8.3.1. Possessive throughout: a stranger's text must not make it backtrack.
  private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN
      + "[ \t]*+(?:;[ \t]*+(?:" + TOKEN + "=(?:" + TOKEN + "|\"[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*+\"))?+[ \t]*+)*+");
  private static final Pattern CHARSET = Pattern.compile(";[ \t]*+charset=\"?+([^;\" \t]*+)", Pattern.CASE_INSENSITIVE);
  /// JSON is read as UTF-8 whatever is said (RFC 8259 §11), and a form is ASCII; libraries add the last two to forms. In
  /// others the same bytes would be another text.
  private static final Set<String> ASCII_COMPATIBLE = Set.of("utf-8", "us-ascii", "iso-8859-1");

  /// What nearly every body says: nothing need be taken apart.
  private static final Set<String> USUAL = Set.of("application/json", "application/x-www-form-urlencoded");

  private final ProblemWriter problems;

  MediaTypes(ProblemWriter problems) {
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::settle, PRIORITY);
  }

  private void settle(RoutingContext context) {
    MultiMap headers = context.request().headers();
    if (!String.valueOf(context.request().path()).startsWith(MANAGEMENT)) {
      headers.remove(HttpHeaders.ACCEPT);
    }
    if (isReadable(headers)) {
      context.next();
    } else {
      // Nobody reads the body, but it must get past on its connection.
      context.request().resume();
      problems.answer(context.response(), Problem.of(HouseProblem.UNSUPPORTED_MEDIA_TYPE));
    }
  }

  private static boolean isReadable(MultiMap headers) {
    List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
    return types.isEmpty() ? !hasBody(headers) : types.size() == 1 && isOneThatWeRead(types.getFirst());
  }

  /// RFC 9112 §6.3.
  private static boolean hasBody(MultiMap headers) {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || headers.getAll(HttpHeaders.CONTENT_LENGTH).stream().anyMatch(length -> !length.equals("0"));
  }

  private static boolean isOneThatWeRead(String type) {
    if (USUAL.contains(type)) {
      return true;
    }
    if (type.length() > LONGEST || !MEDIA_TYPE.matcher(type).matches()) {
      return false;
    }
    Matcher charset = CHARSET.matcher(type);
    while (charset.find()) {
      if (!ASCII_COMPATIBLE.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }
}
