package io.portcullis.acceptance;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One e-mail or SMS that somebody received.
///
/// @param channel `email` or `sms`
/// @param subject absent in an SMS
public record Letter(String id, String channel, String to, String subject, String text, String html) {
  private static final Pattern CODE = Pattern.compile("(?<![\\w#+/=-])\\d{6,8}(?![\\w-])");
  private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+#token=([\\w.~-]+)");

  private static final Pattern SHORT_LINK = Pattern.compile("https?://[^\\s\"<>]+/v1/alerts/[\\w-]+");

  /// The code to type in. Grouping spaces are for the eye only.
  public String code() {
    return found(CODE.matcher(text), "code").group();
  }

  public boolean hasCode() {
    return CODE.matcher(text).find();
  }

  /// The code of an unusual sign-in; a text message says it in fewer words.
  public boolean confirmsSignIn() {
    return hasCode() && (text.contains("that we do not know") || text.contains("from an unknown device"));
  }

  /// It brings the way to a new password: a link, or the code of a text message.
  public boolean resetsPassword() {
    return linksTo("/recovery/password") || hasCode() && text.contains("sets a new password");
  }

  public URI link() {
    return URI.create(found(LINK.matcher(text), "link").group());
  }

  /// What the page behind the link posts: the fragment never travels in a URL.
  public String linkToken() {
    return found(LINK.matcher(text), "link").group(1);
  }

  public boolean linksTo(String path) {
    return LINK.matcher(text).results().anyMatch(link -> page(URI.create(link.group()), link.group(1)).equals(path));
  }

  // The page behind a text message's short link is told by the prefix of its token.
  private static String page(URI link, String token) {
    return !link.getPath().equals("/r") ? link.getPath() : switch (token.substring(0, 3)) {
      case "prl" -> "/recovery/password";
      case "pit" -> "/recovery/identifier";
      default -> "/r";
    };
  }

  /// A text message has room for a short link only: this is the one to follow, where there is one.
  Optional<URI> shortLink() {
    return SHORT_LINK.matcher(text).results().map(link -> URI.create(link.group())).findFirst();
  }

  /// The same as it would be with the link to which the short one leads.
  Letter leadingTo(URI link) {
    return new Letter(id, channel, to, subject, SHORT_LINK.matcher(text).replaceFirst(Matcher.quoteReplacement(link.toString())), html);
  }

  private Matcher found(Matcher matcher, String what) {
    if (matcher.find()) return matcher;
    throw new Unexpected("a letter without a %s: %s".formatted(what, text));
  }
}
