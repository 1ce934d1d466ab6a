package io.portcullis.bench;

import io.portcullis.acceptance.Form;
import io.portcullis.bench.Scenario.Outcome;
import io.portcullis.bench.Scenario.Shot;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// The calls that a busy day is made of. Each connection is other customers at another address.
record Scenarios(Ports ports, List<Regular> regulars, int connections) {
  static final String SIGN_IN = "sign-in, configured hash";
  static final String CHECK = "/check";
  /// In the process that checks signed requests, and with their rule.
  static final String CHECK_BESIDE = "/check, beside signed ones";
  static final String SIGN_IN_MINIMAL = "sign-in, minimal hash";
  static final String SIGN_IN_TOTP = "minimal hash and TOTP";
  static final String SIGN_IN_WEBAUTHN = "minimal hash and WebAuthn";
  static final String BARE_ANSWER = "bare answer";
  private static final long SESSIONS_WITHIN_THE_LIMIT = 40;

  /// So many sign-ins at least before anybody reaches the limit of sessions. From there on each one would end another
  /// session and tell its owner, which is no usual sign-in.
  long signInsWithinTheLimit() {
    return regulars.size() * SESSIONS_WITHIN_THE_LIMIT;
  }

  /// Leaves each customer the last session.
  void signOutElsewhere() {
    regulars.parallelStream().forEach(Regular::signOutElsewhere);
  }

  /// The least that a service can do: a small document that never changes. What it costs is HTTP, and every other
  /// scenario pays it, too.
  Scenario bareAnswer() {
    return new Named(BARE_ANSWER) {
      @Override
      public Shot next(int connection) {
        return Shot.get(ports.service(Service.SESSION), "/.well-known/security.txt", from(connection));
      }

      @Override
      public Outcome accepts(int connection, int status, Buffer body) {
        return Outcome.doneIf(status == 200);
      }
    };
  }

  Scenario check(String name) {
    return new Named(name) {
      @Override
      public Shot next(int connection) {
        // Which request it is about, as a gateway says: a suite that is measured where it runs may have rules.
        return Shot.get(ports.service(Service.SESSION), "/check", from(connection)
            .add("X-Forwarded-Method", "GET").add("X-Forwarded-Uri", "/v1/account").add("Authorization", "Bearer " + regulars.get(connection).accessToken()));
      }

      @Override
      public Outcome accepts(int connection, int status, Buffer body) {
        return Outcome.doneIf(status == 200);
      }
    };
  }

  Scenario refresh() {
    return new Named("refresh") {
      @Override
      public Shot next(int connection) {
        return refreshing(ports, connection, regulars.get(connection).refreshToken());
      }

      @Override
      public Outcome accepts(int connection, int status, Buffer body) {
        if (status != 200) return Outcome.FAILED;
        JsonObject tokens = body.toJsonObject();
        regulars.get(connection).holds(tokens.getString("access_token"), tokens.getString("refresh_token"));
        return Outcome.DONE;
      }
    };
  }

  /// From a known device, as most sign-ins are: no alert is due.
  Scenario signIn(String name) {
    return new SignIn(name, List.of());
  }

  /// With a code of the authenticator app.
  Scenario signInWithApp(String name) {
    return new SignIn(name, List.of((regular, _) -> new Step("/verify", new JsonObject().put("method", "totp").put("code", regular.code()))));
  }

  /// With a security key: its challenge is fetched in a request of its own.
  Scenario signInWithKey(String name) {
    return new SignIn(name, List.of(
        (_, _) -> new Step("/challenge", new JsonObject().put("method", "webauthn")),
        (regular, challenge) -> new Step("/verify", new JsonObject().put("method", "webauthn")
            .put("credential", regular.assertion(challenge.getJsonObject("publicKey"))))));
  }

  /// One request of a sign-in after the first.
  private record Step(String path, JsonObject body) {}

  /// Identifier and password, then whatever else is asked.
  private final class SignIn extends Named {
    private final List<BiFunction<Regular, JsonObject, Step>> more;
    private final int[] turn = new int[connections];
    private final int[] taken = new int[connections];
    private final String[] attempt = new String[connections];
    private final JsonObject[] last = new JsonObject[connections];

    SignIn(String name, List<BiFunction<Regular, JsonObject, Step>> more) {
      super(name);
      this.more = more;
    }

    @Override
    public Shot next(int connection) {
      Regular regular = whoseTurn(connection);
      if (taken[connection] == 0) {
        return post(connection, "/v1/sign-in", new JsonObject().put("identifier", regular.identifier())
            .put("password", regular.password()).put("deviceToken", regular.deviceToken()));
      }
      Step step = more.get(taken[connection] - 1).apply(regular, last[connection]);
      return post(connection, "/v1/sign-in/" + attempt[connection] + step.path(), step.body());
    }

    @Override
    public Outcome accepts(int connection, int status, Buffer body) {
      JsonObject answer = status == 200 ? body.toJsonObject() : new JsonObject();
      if (status == 200 && taken[connection] < more.size()) {
        if (taken[connection] == 0) attempt[connection] = answer.getString("signInId");
        last[connection] = answer;
        taken[connection]++;
        return Outcome.GO_ON;
      }
      Regular regular = whoseTurn(connection);
      taken[connection] = 0;
      turn[connection]++;
      if (!"complete".equals(answer.getString("status"))) return Outcome.FAILED;
      regular.holds(answer.getString("accessToken"), answer.getString("refreshToken"));
      return Outcome.DONE;
    }

    private Regular whoseTurn(int connection) {
      return regulars.get((connection + turn[connection] * connections) % regulars.size());
    }

    private Shot post(int connection, String path, JsonObject body) {
      return new Shot(HttpMethod.POST, ports.service(Service.AUTH), path,
          from(connection).add("Content-Type", "application/json"), body.toBuffer());
    }
  }

  static Shot refreshing(Ports ports, int connection, String refreshToken) {
    String form = Form.encode(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    return new Shot(HttpMethod.POST, ports.service(Service.SESSION), "/oauth2/token",
        from(connection).add("Content-Type", "application/x-www-form-urlencoded"), Buffer.buffer(form));
  }

  /// What a gateway tells the services; 198.18.0.0/15 is set apart for benchmarks (RFC 2544).
  static MultiMap from(int connection) {
    return MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", "198.18.%d.%d".formatted(connection / 250, 1 + connection % 250));
  }

  abstract static class Named implements Scenario {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }
  }
}
