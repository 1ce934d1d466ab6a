package io.portcullis.bench;

import io.portcullis.devstack.AotCache;
import io.portcullis.devstack.DevStack;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import io.portcullis.devstack.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Lets the services' JVMs watch a day's work, and keeps what they learnt for every later start: `./portcullis train`.
public final class Train {
  private static final int PORTS = 25_080;
  private static final int CONNECTIONS = 8;
  /// Compilers count calls: past these, the code of a sign-in has its profile in every service.
  private static final long REQUESTS = 2_000;
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final Map<String, String> ENVIRONMENT = Map.of(
      ServiceProcess.JAVA_OPTIONS, "-XX:TieredStopAtLevel=4 -Xmx192m " + AotCache.RECORDING,
      "PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS", "mailto:security@example.org",
      // What the hash costs is native code, which no training changes.
      "PORTCULLIS_PASSWORD_MEMORY_KIB", "8", "PORTCULLIS_PASSWORD_PASSES", "1");

  private Train() {}

  public static void main(String[] arguments) throws IOException {
    Path state = Files.createTempDirectory("portcullis-training-");
    try {
      System.out.println("The suite works for its own training …");
      try (Suite suite = Suite.start(state, PORTS, ENVIRONMENT); var load = new LoadClient(CONNECTIONS)) {
        work(suite, load);
      }
      for (Service service : Service.values()) {
        System.out.printf("%-22s cache of %d MiB%n", service.fullName(), AotCache.make(state, service) >> 20);
      }
    } finally {
      DevStack.forget(state);
    }
    System.exit(0);
  }

  private static void work(Suite suite, LoadClient load) {
    var scenarios = new Scenarios(suite.stack().ports(), Regular.register(suite.stack().ports(), CONNECTIONS), CONNECTIONS);
    run(load, scenarios.signIn(Scenarios.SIGN_IN_MINIMAL));
    run(load, scenarios.check(Scenarios.CHECK));
    run(load, scenarios.refresh());
    FactorTables.countEveryTimeStep(suite.stack());
    scenarios.regulars().forEach(Regular::enrolApp);
    run(load, scenarios.signInWithApp(Scenarios.SIGN_IN_TOTP));
    scenarios.regulars().forEach(Regular::enrolKey);
    FactorTables.settleKeys(suite.stack());
    run(load, scenarios.signInWithKey(Scenarios.SIGN_IN_WEBAUTHN));
  }

  private static void run(LoadClient load, Scenario scenario) {
    for (long done = 0; done < REQUESTS; ) done += load.run(scenario, ROUND).micros().getTotalCount();
  }
}
