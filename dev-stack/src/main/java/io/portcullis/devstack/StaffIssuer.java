package io.portcullis.devstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Plays the company's OIDC provider for the support desk. It publishes its key (`GET /keys`), and gives anybody on this machine a
/// token for a person of any name (`GET /token?person=alice&roles=support,lead`), which a real provider would not.
final class StaffIssuer implements AutoCloseable {
  static final String AUDIENCE = "portcullis-support";
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final Pattern NAMES = Pattern.compile("[a-z0-9-]{1,40}(,[a-z0-9-]{1,40})*");

  private final HttpServer server;
  private final EllipticCurveJsonWebKey key;
  private final String issuer;
  private final Clock clock;

  StaffIssuer(Ports ports, Clock clock) throws IOException, JoseException {
    this.clock = clock;
    this.issuer = issuer(ports);
    key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", ports.staffIssuer()), 0);
    server.createContext("/", this::handle);
  }

  static String issuer(Ports ports) {
    return "http://127.0.0.1:" + ports.staffIssuer();
  }

  void start() {
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
        case "GET /keys" -> answer(exchange, 200, "application/json", new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        case "GET /token" -> {
          Map<String, String> asked = parameters(exchange);
          String person = asked.getOrDefault("person", "");
          String roles = asked.getOrDefault("roles", "");
          if (NAMES.matcher(person).matches() && NAMES.matcher(roles).matches()) {
            answer(exchange, 200, "text/plain", token(person, List.of(roles.split(","))));
          } else {
            answer(exchange, 400, "text/plain", "Wants ?person=alice&roles=support,reviewer,lead\n");
          }
        }
        default -> answer(exchange, 404, "text/plain", "Not found\n");
      }
    }
  }

  private String token(String person, List<String> roles) {
    long now = clock.instant().getEpochSecond();
    var claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(AUDIENCE);
    claims.setSubject(person);
    claims.setIssuedAt(NumericDate.fromSeconds(now));
    claims.setExpirationTime(NumericDate.fromSeconds(now + LIFETIME.toSeconds()));
    claims.setGeneratedJwtId();
    claims.setStringListClaim("roles", roles);
    return Es256.sign(claims, key);
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return Arrays.stream(query == null ? new String[0] : query.split("&")).map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (first, _) -> first));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
