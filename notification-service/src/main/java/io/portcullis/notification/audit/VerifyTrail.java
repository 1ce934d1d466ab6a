package io.portcullis.notification.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.notification.audit.AuditTrail.Head;
import io.portcullis.notification.audit.AuditTrail.Link;
import io.portcullis.notification.audit.Finding.Kind;
import io.portcullis.transparency.EntryContent.Erased;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Walks the chains again and again, a stretch at a time, and says where they are broken.
///
/// The gauge `portcullis_audit_broken_chains` is 0 while all is well. A chain leaves it again only after a whole walk
/// that found nothing.
@ApplicationScoped
class VerifyTrail {

  private static final Logger LOG = Logger.getLogger(VerifyTrail.class);

  /// Rows of each chain per run: some 3 ms of CPU in all, and every row of a chain of 100 000 twice a day.
  static final int STRETCH = 200;

  private final AuditTrail trail;
  private final Map<Integer, ChainWalk> walks = new ConcurrentHashMap<>();
  private final Map<Integer, List<Finding>> broken = new ConcurrentHashMap<>();
  private final Map<Integer, Long> longestSeen = new ConcurrentHashMap<>();

  VerifyTrail(AuditTrail trail, MeterRegistry metrics) {
    this.trail = trail;
    metrics.gauge("portcullis.audit.broken.chains", broken, Map::size);
  }

  /// One stretch of every chain, from where the last run ended.
  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return trail.heads()
        .chain(heads -> Multi.createFrom().iterable(heads)
            .onItem().transformToUniAndConcatenate(this::walkOn)
            .collect().last())
        .onFailure().invoke(failure -> LOG.warnf("audit: not verified, will go on later: %s", failure))
        .onFailure().recoverWithNull();
  }

  /// All that is known to be broken now; empty when nothing is.
  List<Finding> findings() {
    return broken.values().stream().flatMap(List::stream).toList();
  }

  private Uni<Void> walkOn(Head head) {
    ChainWalk walk = walks.computeIfAbsent(head.chain(), ChainWalk::new);
    long from = walk.seq();
    return trail.after(walk.chain(), from, STRETCH).chain(links -> closed(links).invoke(closed -> {
      synchronized (walk) {
        // Another run may have taken this stretch meanwhile, and has seen the same rows.
        if (walks.get(walk.chain()) == walk && walk.seq() == from) {
          step(walk, links, closed, head);
        }
      }
    })).replaceWithVoid();
  }

  private Uni<Set<AccountId>> closed(List<Link> links) {
    Set<AccountId> erased = links.stream().map(Link::entry).filter(entry -> entry.content() instanceof Erased).map(AuditEntry::account)
        .collect(Collectors.toSet());
    return erased.isEmpty() ? Uni.createFrom().item(erased) : trail.closed(erased);
  }

  private void step(ChainWalk walk, List<Link> links, Set<AccountId> closed, Head head) {
    walk.follow(links, closed, trail.digest());
    if (links.size() < STRETCH) {
      walk.arrive(head);
      conclude(walk, head);
    }
  }

  private void conclude(ChainWalk walk, Head head) {
    walks.remove(walk.chain());
    List<Finding> findings = shrunk(head)
        ? List.of(new Finding(head.chain(), head.seq(), Kind.CUT_OFF))
        : walk.findings();
    if (findings.isEmpty()) {
      broken.remove(walk.chain());
      // The log is kept elsewhere: whoever cuts chain and head back together is contradicted by it.
      LOG.infof("audit chain %d is whole: %d rows, head %s",
          head.chain(), head.seq(), HexFormat.of().formatHex(head.hash()));
    } else {
      broken.put(walk.chain(), findings);
      LOG.errorf("audit chain %d is broken: %s", walk.chain(), findings);
    }
  }

  private boolean shrunk(Head head) {
    return longestSeen.merge(head.chain(), head.seq(), Math::max) > head.seq();
  }
}
