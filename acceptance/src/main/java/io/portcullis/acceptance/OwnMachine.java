package io.portcullis.acceptance;

import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The suite that `./portcullis up` runs on this very machine, where its state folder is at hand: whoever can read that plays the
/// exchange's own systems and its staff, and moves the clock of a hold or a wait. No service has a door for the latter.
final class OwnMachine {
  private static final String PASS = """
      update protection_change set changed_at = changed_at - interval '3 days', held_until = held_until - interval '3 days'
      where account_id = ?::uuid""";

  private static final String WAITED = """
      update recovery_case set wait_started_at = wait_started_at - interval '3 days', wait_ends_at = wait_ends_at - interval '3 days',
        due_at = due_at - interval '3 days'
      where id = ?::uuid""";

  private final Path state;
  private final Ports ports;

  private OwnMachine(Path state, Ports ports) {
    this.state = state;
    this.ports = ports;
  }

  /// Empty when the suite at `gateway` is another machine's, or its state folder is not known.
  static Optional<OwnMachine> at(URI gateway) {
    return Optional.ofNullable(System.getProperty("portcullis.state")).map(Path::of)
        .filter(state -> Files.isReadable(state.resolve("passwords.properties")))
        .filter(state -> gateway.toString().equals(properties(state.resolve("stack.properties")).getProperty("gateway.url")))
        .map(state -> of(state, gateway));
  }

  static OwnMachine of(Path state, URI gateway) {
    return new OwnMachine(state, new Ports(gateway.getPort()));
  }

  URI address(Service service) {
    return URI.create("http://127.0.0.1:" + ports.service(service));
  }

  /// What a system of the exchange shows to auth-service.
  String tokenOf(String system) {
    try {
      return Files.readString(state.resolve("keys").resolve(system).resolve("tokens").resolve(Service.AUTH.fullName())).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Where the exchange's staff work.
  URI desk() {
    return URI.create("http://127.0.0.1:" + Ports.staff(ports.service(Service.RECOVERY)));
  }

  /// Vouches for any member of the staff that it is asked for.
  URI staffIssuer() {
    return URI.create("http://127.0.0.1:" + ports.staffIssuer());
  }

  /// As if all that holds the account's withdrawals had happened three days earlier.
  void holdOut(String account) {
    for (Service service : List.of(Service.AUTH, Service.MFA)) {
      move(service, PASS, account);
    }
  }

  /// As if the wait of a recovery case had begun three days earlier.
  void waitOut(String recoveryCase) {
    move(Service.RECOVERY, WAITED, recoveryCase);
  }

  private void move(Service service, String sql, String id) {
    var superuser = new Properties();
    superuser.setProperty("user", "postgres");
    superuser.setProperty("password", properties(state.resolve("passwords.properties")).getProperty("postgres"));
    try (var connection = DriverManager.getConnection(
            "jdbc:postgresql://localhost:%d/%s".formatted(ports.postgres(), service.shortName()), superuser);
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.executeUpdate();
    } catch (SQLException refused) {
      throw new Unexpected("the clock of " + service.fullName() + " can't be moved", refused);
    }
  }

  private static Properties properties(Path file) {
    var properties = new Properties();
    try (var text = Files.newBufferedReader(file)) {
      properties.load(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return properties;
  }
}
