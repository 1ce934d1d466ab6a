package io.portcullis.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One folder for all, since its first use unpacks a database; each test starts and ends its own launcher on it.
class LauncherTest {
  private static final Ports PORTS = LaunchedStack.PORTS;

  @TempDir
  static Path state;

  @Test
  void givenARunningStack_whenASecondIsLaunched_thenItIsToldWhatIsInItsWay(@TempDir Path elsewhere) throws Exception {
    try (var stack = LaunchedStack.launch(state).awaitReady();
         var onTheSameFolder = LaunchedStack.launch(state);
         var onTheSamePorts = LaunchedStack.launch(elsewhere)) {
      String pid = stack.properties().getProperty("pid");

      assertThat(onTheSameFolder.output()).contains("already running", "pid " + pid);
      assertThat(onTheSameFolder.awaitExit()).isEqualTo(1);
      assertThat(onTheSamePorts.output()).contains("Port " + PORTS.gateway(), "in use by process " + pid);
      assertThat(onTheSamePorts.awaitExit()).isEqualTo(1);
    }
  }

  @Test
  void crash_givenAKilledLauncher_whenLaunchedAgain_thenOrphansAreGoneAndDataAreKept() throws Exception {
    try (var stack = LaunchedStack.launch(state).awaitReady()) {
      String sealKeys = Files.readString(state.resolve("keys/auth-service/seal-keys.json"));
      String password = stack.properties().getProperty("postgres.password.auth");
      try (var auth = connect(password); var statement = auth.createStatement()) {
        statement.execute("CREATE TABLE word AS SELECT 'still here' AS word");
      }
      var orphans = stack.children();
      stack.kill9();

      try (var _ = LaunchedStack.launch(state).awaitReady(); var auth = connect(password);
           var statement = auth.createStatement(); var rows = statement.executeQuery("SELECT word FROM word")) {
        assertThat(orphans).hasSize(3).noneMatch(ProcessHandle::isAlive);
        assertThat(rows.next()).isTrue();
        assertThat(Files.readString(state.resolve("keys/auth-service/seal-keys.json"))).isEqualTo(sealKeys);
      }
    }
  }

  @Test
  void givenALauncherWithAParent_whenTheParentEnds_thenNothingIsLeftRunning() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    try (var stack = LaunchedStack.launch(state, parent.pid()).awaitReady()) {
      var children = stack.children();

      parent.destroy();

      stack.awaitExit();
      assertThat(children).hasSize(3).noneMatch(ProcessHandle::isAlive);
      assertThat(state.resolve("stack.properties")).doesNotExist();
      try (var free = new ServerSocket(PORTS.inbox(), 1, InetAddress.getLoopbackAddress())) {
        assertThat(free.isBound()).isTrue();
      }
    }
  }

  private static Connection connect(String password) throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/auth".formatted(PORTS.postgres()), "auth", password);
  }
}
