package io.portcullis.acceptance.attack;

import io.portcullis.acceptance.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// All that an onlooker can tell from an answer, without what differs between any two answers.
record Fingerprint(int status, Map<String, List<String>> headers, String body) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|prh_[\\w-]{49}");

  // One request comes a moment before the other.
  private static final Pattern COUNTDOWN = Pattern.compile("(\"resendAfter\":)[0-9]+");

  static Fingerprint of(Answer answer) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(answer.headers());
    headers.remove("Date");
    return new Fingerprint(answer.status(), headers, COUNTDOWN.matcher(ID.matcher(answer.body()).replaceAll("(id)")).replaceAll("$1(seconds)"));
  }
}
