package io.portcullis.recovery.staff;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemWriter;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// The support desk's own port, beside the one that the gateway calls. What comes in there goes the way of every request, with
/// the same limits. The desk's paths and its page exist on that port alone, and no other path exists there.
@ApplicationScoped
class StaffListener {

  private static final Logger LOG = Logger.getLogger(StaffListener.class);
  private static final String DESK = "/v1/support";
  /// Ahead of the handlers that read bodies.
  private static final int PRIORITY = 2000;

  private final StaffConfig config;
  private final HttpServerOptions options;
  private final StaffPage page;
  private final ProblemWriter problems;
  private final Vertx vertx;
  private final AtomicReference<HttpServer> server = new AtomicReference<>();

  StaffListener(StaffConfig config, StaffPage page, ProblemWriter problems, Vertx vertx, @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.limits.max-header-size") MemorySize header,
      @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length") int firstLine) {
    this.config = config;
    this.page = page;
    this.problems = problems;
    this.vertx = vertx;
    options = new HttpServerOptions().setHost(host).setPort(config.port()).setMaxHeaderSize(Math.toIntExact(header.asLongValue()))
        .setMaxInitialLineLength(firstLine).setHttp2ClearTextEnabled(false);
  }

  /// Whether the request came in on the staff's port.
  boolean received(HttpServerRequest request) {
    return port() == request.localAddress().port();
  }

  void separate(@Observes Filters filters) {
    filters.register(this::separate, PRIORITY);
  }

  private void separate(RoutingContext context) {
    String path = context.normalizedPath();
    boolean isDesk = path.equals(DESK) || path.startsWith(DESK + "/");
    boolean isOfStaff = received(context.request());
    if (isDesk == isOfStaff) {
      context.next();
    } else if (isDesk || !page.answer(context.request(), path)) {
      problems.answer(context.response(), Problem.of(HouseProblem.NOT_FOUND));
    }
  }

  void open(@ObservesAsync HttpServerStart started) {
    if (config.issuer().isPresent() && server.compareAndSet(null, vertx.createHttpServer(options))) {
      server.get().requestHandler(VertxHttpRecorder.getRootHandler()).listen()
          .onSuccess(open -> LOG.infof("The support desk listens on port %d", open.actualPort()))
          .onFailure(failure -> {
            LOG.fatalf(failure, "The support desk can't listen on port %d (portcullis.staff.port)", config.port());
            Quarkus.asyncExit(1);
          });
    }
  }

  void close(@Observes ShutdownEvent stopping) {
    HttpServer open = server.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }

  /// Whether the port is open, or there is no support desk.
  boolean isReady() {
    return config.issuer().isEmpty() || port() > 0;
  }

  /// 0 while it is not open.
  int port() {
    HttpServer open = server.get();
    return open == null ? 0 : open.actualPort();
  }
}
