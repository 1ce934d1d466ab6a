package io.portcullis.acceptance.house;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Inbox;
import io.portcullis.acceptance.OpenedCase;
import io.portcullis.acceptance.SupportDesk;
import io.portcullis.acceptance.openapi.Contract;
import io.portcullis.acceptance.openapi.Documents;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import io.portcullis.devstack.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The five services as processes on a dev stack of their own, behind its gateway.
///
/// While a test is being written, `-Dportcullis.suite=<state folder>` takes the suite that `./portcullis up` runs on that
/// folder instead, which saves the start; tests that break parts are then skipped.
public final class House implements AutoCloseable {
  private static final int PORT_BASE = 28080;
  private static final int SECOND_SESSION_PORT = 28095;
  private static final int SECOND_AUTH_PORT = 28096;

  static {
    // An attacker writes any Host header; the JDK's client lets us only when told so before its first use.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  private final Path state;
  private final Optional<Suite> suite;
  private final Ports ports;
  private final List<Client> clients = new ArrayList<>();
  private Optional<ServiceProcess> secondSession = Optional.empty();
  private Optional<ServiceProcess> secondAuth = Optional.empty();
  private final Secrets secrets = new Secrets();
  private final Documents documents;
  private final Contract contract;
  private final Inbox inbox;

  private House(Path state, Ports ports, Optional<Suite> suite) {
    this.state = state;
    this.ports = ports;
    this.suite = suite;
    this.inbox = new Inbox(local(ports.inbox()));
    this.documents = Documents.of(this::address);
    this.contract = new Contract(documents.merged());
  }

  static House open() {
    String running = System.getProperty("portcullis.suite");
    return running == null ? started() : new House(Path.of(running), portsOf(Path.of(running)), Optional.empty());
  }

  private static House started() {
    try {
      Path state = Files.createTempDirectory("portcullis-acceptance-");
      Path listed = Files.writeString(state.resolve("disliked-networks.txt"), Networks.DISLIKED + "\n");
      // A flood of registrations makes the puzzles twenty times as hard. How hard they are is not tested here.
      return new House(state, new Ports(PORT_BASE), Optional.of(Suite.start(state, PORT_BASE, Map.of(
          "PORTCULLIS_HUMAN_ALTCHA_MAX_NUMBER", "2000",
          // A letter that waits longer than a test does would look lost.
          "PORTCULLIS_ALERTS_ATTEMPTS_WAIT", "2s",
          // The push service of a test.
          "PORTCULLIS_PUSH_HOSTS", "127.0.0.1", "PORTCULLIS_PUSH_PRIVATE_NETWORKS", "127.0.0.1/32",
          // A receiver of webhooks of a test.
          "PORTCULLIS_WEBHOOKS_HOSTS", "127.0.0.1", "PORTCULLIS_WEBHOOKS_PRIVATE_NETWORKS", "127.0.0.1/32",
          "PORTCULLIS_RISK_NETWORKS_DISLIKED_FILE", listed.toString(), "PORTCULLIS_RISK_NETWORKS_DISLIKED_WEIGHT", "90"))));
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
  }

  private static Ports portsOf(Path state) {
    String gateway = read(state.resolve("stack.properties")).lines().filter(line -> line.startsWith("gateway.url=")).findFirst().orElseThrow();
    return new Ports(Integer.parseInt(gateway.substring(gateway.lastIndexOf(':') + 1)));
  }

  @Override
  public void close() {
    clients.forEach(Client::close);
    suite.ifPresent(Suite::close);
  }

  /// A client at the gateway, in a network of its own, whose every exchange must be as documented.
  public Client client() {
    return stranger().observedBy(contract);
  }

  /// A client at the gateway that nobody holds to the documented API: an attacker reads no documentation.
  public Client stranger() {
    Client client = Client.of(local(ports.gateway()), Networks.next()).observedBy(secrets);
    clients.add(client);
    return client;
  }

  /// A client in a network that the installation has on its list.
  public Client dislikedClient() {
    Client client = Client.of(local(ports.gateway()), Networks.disliked()).observedBy(contract).observedBy(secrets);
    clients.add(client);
    return client;
  }

  public URI address(Service service) {
    return local(ports.service(service));
  }

  /// Health and metrics of a service.
  public URI management(Service service) {
    return local(Ports.management(ports.service(service)));
  }

  public Customer newcomer() {
    return newcomer(Identifier.email("customer"));
  }

  public Customer newcomer(Identifier identifier) {
    return new Customer(client(), inbox, identifier, Identifier.password());
  }

  public Customer signedIn() {
    Customer customer = newcomer();
    customer.join();
    customer.signIn();
    return customer;
  }

  /// A gateway in front of the exchange's own systems: asks whether a token is good.
  public Check check() {
    return new Check(client().at(address(Service.SESSION)));
  }

  /// What `caller` would show to `callee`.
  public String serviceToken(String caller, Service callee) {
    return read(state.resolve("keys").resolve(caller).resolve("tokens").resolve(callee.fullName())).strip();
  }

  /// Waits until every event has been published and had its effect.
  public void awaitQuiet() {
    Eventually.holds(Duration.ofSeconds(60), "all events are published and consumed",
        () -> databases().outboxesAreEmpty() && topics().areConsumed());
  }

  /// The folder of the suite: its keys, tokens and passwords.
  public Path state() {
    return state;
  }

  public Databases databases() {
    return new Databases(state, ports);
  }

  /// As if the account had last been changed two days ago.
  public void holdsAreOver(String account) {
    for (Service service : List.of(Service.AUTH, Service.MFA)) {
      databases().age(service, ("update protection_change set changed_at = changed_at - interval '2 days', "
          + "held_until = held_until - interval '2 days' where account_id = '%s'").formatted(account));
    }
  }

  /// As if the wait of an approved case had begun three days earlier.
  public void waitIsOver(OpenedCase waiting) {
    databases().age(Service.RECOVERY, ("update recovery_case set wait_started_at = wait_started_at - interval '3 days', "
        + "wait_ends_at = wait_ends_at - interval '3 days', due_at = due_at - interval '3 days' where id = '%s'").formatted(waiting.id()));
  }

  /// The staff's door, at the first instance of recovery-service.
  public SupportDesk supportDesk() {
    return new SupportDesk(stranger().at(local(Ports.staff(ports.service(Service.RECOVERY)))), stranger().at(local(ports.staffIssuer())));
  }

  public Trail trail() {
    return new Trail(this);
  }

  /// All that the house keeps, to be searched.
  public Haystack haystack() {
    return new Haystack(this, ports.redis());
  }

  public Topics topics() {
    return new Topics("localhost:" + ports.kafka());
  }

  public Path logs() {
    return state.resolve("logs");
  }

  /// For tests that stop, kill or add a part.
  public Suite suite() {
    assumeThat(suite).as("a suite of our own, which may be broken").isPresent();
    return suite.orElseThrow();
  }

  /// A second instance of session-service, started for the first test that asks and left running for the others: who kills
  /// it starts it again.
  public ServiceProcess secondSession() {
    if (secondSession.isEmpty()) secondSession = Optional.of(suite().startAnother(Service.SESSION.fullName(), SECOND_SESSION_PORT));
    return secondSession.get();
  }

  /// How many instances of session-service the gateway may ask.
  public int sessionInstances() {
    return secondSession.isPresent() ? 2 : 1;
  }

  /// A second instance of auth-service, likewise.
  public ServiceProcess secondAuth() {
    if (secondAuth.isEmpty()) secondAuth = Optional.of(suite().startAnother(Service.AUTH.fullName(), SECOND_AUTH_PORT));
    return secondAuth.get();
  }

  /// `client` at both instances of auth-service, past the gateway.
  public List<Client> atBothAuthServices(Client client) {
    return List.of(client.at(address(Service.AUTH)), client.at(local(secondAuth().port())));
  }

  /// Two such gateways: one asks the first instance of session-service, one the second.
  public List<Check> checksAtBoth() {
    return List.of(check(), new Check(client().at(local(secondSession().port()))));
  }

  /// Where customers believe the house to be.
  public String origin() {
    return "http://localhost:" + ports.gateway();
  }

  public Inbox inbox() {
    return inbox;
  }

  public Documents documents() {
    return documents;
  }

  public Contract contract() {
    return contract;
  }

  /// Everything secret that any client of this house typed or was given.
  public Secrets secrets() {
    return secrets;
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
