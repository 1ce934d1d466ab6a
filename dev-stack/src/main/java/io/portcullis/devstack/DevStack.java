package io.portcullis.devstack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the services need from outside, running: PostgreSQL, Redis and Kafka as processes of their own; mail and SMS
/// inbox, the issuers of service tokens and of staff tokens, and the gateway in this JVM.
public final class DevStack implements AutoCloseable {
  private static final String PROPERTIES = "stack.properties";

  private final StateFolder state;
  private final Ports ports;
  private final Passwords passwords;
  private final ChildProcess postgres;
  private final ChildProcess redis;
  private final ChildProcess kafka;
  private Optional<Gateway> gateway = Optional.empty();
  /// In the order of their start; they end in the opposite one.
  private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private final Optional<Locks> locks;

  private DevStack(StateFolder state, Ports ports, boolean locked) {
    this.state = state;
    this.ports = ports;
    this.passwords = Passwords.of(state);
    this.locks = locked ? Optional.of(Locks.prepare(state, passwords)) : Optional.empty();
    this.postgres = new ChildProcess(state, new PostgresServer(state, ports, passwords, locks));
    this.redis = new ChildProcess(state, new RedisServer(state, ports, locks));
    this.kafka = new ChildProcess(state, new KafkaServer(state, ports, locks));
  }

  /// Claims the folder `state`, starts everything and returns when all can be used.
  ///
  /// @throws StackFailure when the folder is claimed already, a port is taken or a part does not start
  public static DevStack start(Path state, Ports ports) {
    return start(state, ports, Map.of(), false);
  }

  /// As [#start(Path, Ports)], but PostgreSQL, Redis and Kafka speak TLS alone, and Redis and Kafka ask each service for its
  /// password. A state folder stays locked or open for good.
  public static DevStack startLocked(Path state, Ports ports) {
    return start(state, ports, Map.of(), true);
  }

  /// @param alsoFree further ports that the caller is about to use, with their names
  static DevStack start(Path state, Ports ports, Map<String, Integer> alsoFree, boolean locked) {
    StateFolder folder = StateFolder.claim(state);
    try {
      folder.delete(PROPERTIES);   // a killed launcher's
      var wanted = new LinkedHashMap<>(ports.ofStack());
      wanted.putAll(alsoFree);
      PortCheck.requireFree(wanted);
      var stack = new DevStack(folder, ports, locked);
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
      try {
        stack.startAll();
        return stack;
      } catch (RuntimeException e) {
        stack.close();
        throw e;
      }
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /// Deletes all data of a stack that has ended, wherever they are.
  public static void forget(Path state) {
    try {
      PostgresServer.forgetElsewhere(state);
      Folders.delete(state);
    } catch (IOException e) {
      throw new StackFailure("Cannot delete the data in " + state + ": " + e.getMessage(), e);
    }
  }

  public Ports ports() {
    return ports;
  }

  public ChildProcess postgres() {
    return postgres;
  }

  public ChildProcess redis() {
    return redis;
  }

  public ChildProcess kafka() {
    return kafka;
  }

  public Path keys() {
    return state.folder("keys");
  }

  public String inboxUrl() {
    return "http://localhost:" + ports.inbox();
  }

  public String gatewayUrl() {
    return "http://localhost:" + ports.gateway();
  }

  /// Of the support desk, which no gateway leads to.
  public String deskUrl() {
    return "http://localhost:" + Ports.staff(ports.service(Service.RECOVERY));
  }

  /// Where staff get their tokens.
  public String staffIssuerUrl() {
    return StaffIssuer.issuer(ports);
  }

  /// Of the role that owns the service's database.
  public String postgresPassword(Service service) {
    return passwords.of(service);
  }

  /// Of the role `postgres`.
  public String postgresSuperuserPassword() {
    return passwords.ofSuperuser();
  }

  Optional<Locks> locks() {
    return locks;
  }

  /// How a Kafka client shows that it is `service` on a locked stack; nothing on an open one.
  public Map<String, String> kafkaClient(Service service) {
    return locks.map(locked -> locked.kafkaClient(service)).orElse(Map.of());
  }

  Gateway gateway() {
    return gateway.orElseThrow(() -> new StackFailure("The gateway is not running"));
  }

  StateFolder state() {
    return state;
  }

  public Map<String, Long> pids() {
    var pids = new LinkedHashMap<String, Long>();
    List.of(postgres, redis, kafka).stream().filter(ChildProcess::isAlive).forEach(part -> pids.put(part.name(), part.pid()));
    return pids;
  }

  /// Has `part` closed before everything it stands on.
  void closeFirst(AutoCloseable part) {
    parts.add(part);
  }

  /// Stops everything in good order and releases the folder; its data stay. Also happens when the JVM is told to end.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    state.delete(PROPERTIES);
    parts.reversed().forEach(DevStack::closeQuietly);
    state.close();
  }

  private void startAll() {
    state.forgetLogs();
    parts.add(() -> Concurrently.run(List.of(kafka::stop, postgres::stop, redis::stop)));
    startInProcess();
    Concurrently.run(List.of(kafka::start, postgres::start, redis::start));
  }

  private void startInProcess() {
    try {
      Clock clock = Clock.systemUTC();
      var tokens = new ServiceTokenIssuer(state, new KeyDirectories(state).prepare(), clock);
      parts.add(tokens);
      tokens.start();
      var staff = new StaffIssuer(ports, clock);
      parts.add(staff);
      staff.start();
      var inbox = new Inbox();
      var mail = new MailServer(ports, inbox, clock);
      parts.add(mail);
      mail.start();
      var inboxServer = new InboxServer(ports, inbox, clock);
      parts.add(inboxServer);
      inboxServer.start();
      gateway = Optional.of(Gateway.start(ports));
      parts.add(gateway.get());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new StackFailure("Cannot start token issuer, inbox and gateway: " + e.getMessage(), e);
    }
  }

  /// Tells other processes that the stack can be used, and how. The file is there only while it runs.
  void announce() {
    var lines = new LinkedHashMap<String, Object>();
    lines.put("pid", ProcessHandle.current().pid());
    lines.put("postgres.port", ports.postgres());
    lines.put("postgres.password", passwords.ofSuperuser());
    for (Service service : Service.values()) {
      lines.put("postgres.password." + service.shortName(), passwords.of(service));
    }
    lines.put("redis.port", ports.redis());
    lines.put("kafka.port", ports.kafka());
    lines.put("smtp.port", ports.smtp());
    lines.put("inbox.url", inboxUrl());
    lines.put("gateway.url", gatewayUrl());
    lines.put("desk.url", deskUrl());
    lines.put("staff-issuer.url", staffIssuerUrl());
    lines.put("keys", keys());
    var text = new StringBuilder();
    lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    state.writePrivately(PROPERTIES, text.toString());
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("While stopping: " + e);
    }
  }
}
