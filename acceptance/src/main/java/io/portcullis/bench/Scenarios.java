package io.portcullis.bench;

import io.portcullis.acceptance.Form;
import io.portcullis.bench.Scenario.Shot;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/// The calls that a busy day is made of. Each connection is another customer at another address.
record Scenarios(Ports ports, List<Regular> regulars) {
  /// The least that a service can do: a small document that never changes. What it costs is HTTP, and every other
  /// scenario pays it, too.
  Scenario bareAnswer() {
    return new Named("bare answer") {
      @Override
      public Shot next(int connection) {
        return Shot.get(ports.service(Service.SESSION), "/.well-known/security.txt", from(connection));
      }

      @Override
      public boolean accepts(int connection, int status, Buffer body) {
        return status == 200;
      }
    };
  }

  Scenario check() {
    return new Named("/check") {
      @Override
      public Shot next(int connection) {
        return Shot.get(ports.service(Service.SESSION), "/check", from(connection)
            .add("Authorization", "Bearer " + regulars.get(connection).accessToken()));
      }

      @Override
      public boolean accepts(int connection, int status, Buffer body) {
        return status == 200;
      }
    };
  }

  Scenario refresh() {
    return new Named("refresh") {
      @Override
      public Shot next(int connection) {
        String form = Form.encode(Map.of("grant_type", "refresh_token", "refresh_token", regulars.get(connection).refreshToken()));
        return new Shot(HttpMethod.POST, ports.service(Service.SESSION), "/oauth2/token",
            from(connection).add("Content-Type", "application/x-www-form-urlencoded"), Buffer.buffer(form));
      }

      @Override
      public boolean accepts(int connection, int status, Buffer body) {
        if (status != 200) return false;
        JsonObject tokens = body.toJsonObject();
        regulars.get(connection).holds(tokens.getString("access_token"), tokens.getString("refresh_token"));
        return true;
      }
    };
  }

  /// From a known device, as most sign-ins are: no alert is due.
  Scenario signIn(String name) {
    return new Named(name) {
      @Override
      public Shot next(int connection) {
        Regular regular = regulars.get(connection);
        var attempt = new JsonObject().put("identifier", regular.identifier()).put("password", regular.password())
            .put("deviceToken", regular.deviceToken());
        return new Shot(HttpMethod.POST, ports.service(Service.AUTH), "/v1/sign-in",
            from(connection).add("Content-Type", "application/json"), attempt.toBuffer());
      }

      @Override
      public boolean accepts(int connection, int status, Buffer body) {
        if (status != 200) return false;
        JsonObject opened = body.toJsonObject();
        if (!"complete".equals(opened.getString("status"))) return false;
        regulars.get(connection).holds(opened.getString("accessToken"), opened.getString("refreshToken"));
        return true;
      }
    };
  }

  /// What a gateway tells the services; 198.18.0.0/15 is set apart for benchmarks (RFC 2544).
  private static MultiMap from(int connection) {
    return MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", "198.18.%d.%d".formatted(connection / 250, 1 + connection % 250));
  }

  private abstract static class Named implements Scenario {
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
