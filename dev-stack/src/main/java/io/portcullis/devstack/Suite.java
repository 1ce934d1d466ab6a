package io.portcullis.devstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The whole house, running: the dev stack, the five services and the gateway before them.
public final class Suite implements AutoCloseable {
  private final DevStack stack;
  private final SourceTree tree;
  private final Map<String, String> environment;
  private final Consumer<String> progress;
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
  private final List<ServiceProcess> others = new CopyOnWriteArrayList<>();

  private Suite(DevStack stack, Map<String, String> environment, Consumer<String> progress) {
    this.stack = stack;
    this.tree = SourceTree.find();
    this.environment = Map.copyOf(environment);
    this.progress = progress;
    for (Service service : Service.values()) {
      services.put(service, ServiceProcess.first(stack, tree, service, environment));
    }
  }

  /// Starts everything and returns when every service is ready.
  ///
  /// @param environment added to that of every service, over what the stack sets
  /// @throws StackFailure with the end of the log concerned, when something does not start; nothing is left running
  public static Suite start(Path state, int portBase, Map<String, String> environment) {
    return start(state, portBase, environment, System.out::println);
  }

  /// The same on a locked stack: see [DevStack#startLocked].
  public static Suite startLocked(Path state, int portBase, Map<String, String> environment) {
    return start(state, portBase, environment, System.out::println, true);
  }

  public static Suite start(Path state, int portBase, Map<String, String> environment, Consumer<String> progress) {
    return start(state, portBase, environment, progress, false);
  }

  private static Suite start(
      Path state, int portBase, Map<String, String> environment, Consumer<String> progress, boolean locked) {
    var ports = new Ports(portBase);
    long begin = System.nanoTime();
    DevStack stack = DevStack.start(state, ports, ports.ofServices(), locked);
    progress.accept("%-22s ready in %s".formatted("dev stack", elapsed(begin)));
    try {
      var suite = new Suite(stack, environment, progress);
      stack.closeFirst(suite::stopServices);
      suite.startServices();
      stack.announce();
      return suite;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /// @param name its full name, as `auth-service`
  public ServiceProcess service(String name) {
    return services.get(Service.named(name));
  }

  /// Starts a second instance and lets the gateway share requests between all instances.
  public ServiceProcess startAnother(String name, int port) {
    return startAnother(name, port, Map.of());
  }

  /// @param more added to its environment, over that of the suite
  public ServiceProcess startAnother(String name, int port, Map<String, String> more) {
    PortCheck.requireFree(Map.of(name, port, name + "'s management", Ports.management(port)));
    Service service = Service.named(name);
    var together = new LinkedHashMap<>(environment);
    together.putAll(more);
    var another = ServiceProcess.another(stack, tree, service, port, together);
    another.start();
    others.add(another);
    stack.gateway().add(service, port);
    return another;
  }

  public DevStack stack() {
    return stack;
  }

  public ChildProcess postgres() {
    return stack.postgres();
  }

  public ChildProcess redis() {
    return stack.redis();
  }

  public ChildProcess kafka() {
    return stack.kafka();
  }

  public String gatewayUrl() {
    return stack.gatewayUrl();
  }

  public String inboxUrl() {
    return stack.inboxUrl();
  }

  /// The process of every part that runs, by name; the launcher's own (gateway, mail, inbox) is `launcher`.
  public Map<String, Long> pids() {
    var pids = new LinkedHashMap<String, Long>();
    everyService().stream().filter(ServiceProcess::isAlive).forEach(process -> pids.put(process.name(), process.pid()));
    pids.putAll(stack.pids());
    pids.put("launcher", ProcessHandle.current().pid());
    return pids;
  }

  /// Calls `listener` whenever a part ends that nobody stopped.
  void onCrash(Consumer<ChildProcess> listener) {
    everyService().forEach(service -> service.process().onCrash(listener));
    List.of(postgres(), redis(), kafka()).forEach(part -> part.onCrash(listener));
  }

  @Override
  public void close() {
    stack.close();
  }

  /// As many at once as there are processors: more would only make each of them slower, and the first line of
  /// progress late.
  private void startServices() {
    int atOnce = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, Service.values().length);
    var waiting = new ConcurrentLinkedQueue<>(services.values());
    Concurrently.run(Collections.nCopies(atOnce, () -> {
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        start(next, waiting);
      }
    }));
  }

  private void start(ServiceProcess service, Queue<ServiceProcess> waiting) {
    long begin = System.nanoTime();
    try {
      service.start();
      progress.accept("%-22s ready in %s".formatted(service.name(), elapsed(begin)));
    } catch (RuntimeException e) {
      waiting.clear();   // no use in starting the rest
      throw e;
    }
  }

  private void stopServices() {
    Concurrently.run(everyService().stream().<Runnable>map(service -> service::stop).toList());
  }

  private List<ServiceProcess> everyService() {
    var all = new ArrayList<ServiceProcess>();
    for (Service service : Service.values()) {
      all.add(services.get(service));
    }
    all.addAll(others);
    return all;
  }

  private static String elapsed(long begin) {
    return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
  }
}
