package io.portcullis.bench;

import io.portcullis.bench.Guests.Guest;
import io.portcullis.bench.Scenario.Outcome;
import io.portcullis.bench.Scenario.Shot;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/// What session-service does for customers who live all over its tables.
///
/// @param serviceToken with which auth-service brings its evidence
record GuestScenarios(Ports ports, Guests guests, String serviceToken, Clock clock) {
  /// The same number of rows at every size: each guest has ten sessions from the start.
  private static final String PAGE = "?limit=10";

  /// What auth-service asks for at the end of a sign-in: the password was right, the device is known from the second
  /// time on.
  Scenario opening() {
    return new Scenarios.Named("opening") {
      @Override
      public Shot next(int connection) {
        Guest guest = guests.next(connection);
        var proof = new JsonObject().put("amr", "pwd").put("at", clock.instant().toString());
        var body = new JsonObject().put("accountId", guest.account()).put("evidence", new JsonArray().add(proof))
            .put("enrolled", new JsonArray()).put("rememberMe", true).put("deviceToken", guest.deviceToken());
        return new Shot(HttpMethod.POST, ports.service(Service.SESSION), "/internal/sessions", Scenarios.from(connection)
            .add("Authorization", "Bearer " + serviceToken).add("Content-Type", "application/json"), body.toBuffer());
      }

      @Override
      public Outcome accepts(int connection, int status, Buffer body) {
        if (status != 200) return Outcome.FAILED;
        JsonObject opened = body.toJsonObject();
        guests.last(connection).holds(opened.getString("accessToken"), opened.getString("refreshToken"));
        guests.last(connection).comesFrom(opened.getString("deviceToken"));
        return Outcome.DONE;
      }
    };
  }

  Scenario refresh() {
    return new Scenarios.Named("refresh") {
      @Override
      public Shot next(int connection) {
        return Scenarios.refreshing(ports, connection, guests.next(connection).refreshToken());
      }

      @Override
      public Outcome accepts(int connection, int status, Buffer body) {
        if (status != 200) return Outcome.FAILED;
        JsonObject tokens = body.toJsonObject();
        guests.last(connection).holds(tokens.getString("access_token"), tokens.getString("refresh_token"));
        return Outcome.DONE;
      }
    };
  }

  Scenario sessions() {
    return list("sessions");
  }

  Scenario devices() {
    return list("devices");
  }

  private Scenario list(String what) {
    return new Scenarios.Named("list of " + what) {
      @Override
      public Shot next(int connection) {
        return Shot.get(ports.service(Service.SESSION), "/v1/" + what + PAGE, Scenarios.from(connection)
            .add("Authorization", "Bearer " + guests.next(connection).accessToken()));
      }

      @Override
      public Outcome accepts(int connection, int status, Buffer body) {
        return Outcome.doneIf(status == 200);
      }
    };
  }
}
