package io.portcullis.devstack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The authorization code flow with PKCE (RFC 7636) as the double of the company's OIDC provider has it: its form asks who signs in,
/// and believes the answer.
final class StaffSignIn {
  /// The staff page, a public client.
  static final String CLIENT = "portcullis-desk";
  private static final List<String> ROLES = List.of("support", "reviewer", "lead", "operator", "auditor");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{1,200}");
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(1);
  private static final int SECRET_BYTES = 24;

  /// Who signed in.
  record Person(String name, List<String> roles) {}

  private record Code(Person person, String challenge, Instant until) {}

  private final String page;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, Person> refreshTokens = new ConcurrentHashMap<>();

  /// @param page the one address that codes are sent to
  StaffSignIn(String page, Clock clock) {
    this.page = page;
    this.clock = clock;
  }

  /// Empty where the request is not one of the staff page.
  Optional<String> form(Map<String, String> asked) {
    if (!"code".equals(asked.get("response_type")) || !"S256".equals(asked.get("code_challenge_method")) || !isOurs(asked)) {
      return Optional.empty();
    }
    String hidden = List.of("client_id", "redirect_uri", "state", "code_challenge").stream()
        .map(name -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(name, asked.get(name))).collect(Collectors.joining("\n"));
    String roles = ROLES.stream().map(role -> "<p><label><input type=\"checkbox\" name=\"%s\"> %s</label></p>".formatted(role, role))
        .collect(Collectors.joining("\n"));
    return Optional.of("""
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A double of the company’s provider</title>
        <h1>Who are you?</h1>
        <p>This plays the company’s OIDC provider. It believes whatever you say.</p>
        <form method="post" action="/authorize">
        <p><label>Name <input name="person" maxlength="40" required></label></p>
        %s
        %s
        <p><button>Continue</button></p>
        </form>
        </html>
        """.formatted(roles, hidden));
  }

  /// Where the browser goes on with a code; empty where the form is not ours.
  Optional<String> signedIn(Map<String, String> typed, String issuer) {
    String name = typed.getOrDefault("person", "");
    List<String> roles = ROLES.stream().filter(typed::containsKey).toList();
    if (!isOurs(typed) || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    String code = secret();
    codes.put(code, new Code(new Person(name, roles), typed.get("code_challenge"), clock.instant().plus(CODE_LIFETIME)));
    return Optional.of(page + "?code=" + code + "&state=" + typed.get("state") + "&iss=" + issuer);
  }

  /// Every value that is shown or sent on is matched here, so none has to be escaped.
  private boolean isOurs(Map<String, String> request) {
    return CLIENT.equals(request.get("client_id")) && page.equals(request.get("redirect_uri"))
        && STATE.matcher(request.getOrDefault("state", "")).matches()
        && CHALLENGE.matcher(request.getOrDefault("code_challenge", "")).matches();
  }

  /// Who brought a code with its verifier, or a refresh token. Either counts once.
  Optional<Person> redeem(Map<String, String> form) {
    if (!CLIENT.equals(form.get("client_id"))) {
      return Optional.empty();
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> Optional.ofNullable(codes.remove(form.getOrDefault("code", "")))
          .filter(code -> page.equals(form.get("redirect_uri")) && code.until().isAfter(clock.instant())
              && code.challenge().equals(challenge(form.getOrDefault("code_verifier", ""))))
          .map(Code::person);
      case "refresh_token" -> Optional.ofNullable(refreshTokens.remove(form.getOrDefault("refresh_token", "")));
      default -> Optional.empty();
    };
  }

  String refreshToken(Person person) {
    String token = secret();
    refreshTokens.put(token, person);
    return token;
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
