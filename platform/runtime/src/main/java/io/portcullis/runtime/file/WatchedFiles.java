package io.portcullis.runtime.file;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// All the files that are watched. The gauge `portcullis_watched_file_current` is 1 while the version on disk is in force;
/// `portcullis_watched_file_age_seconds` tells how long ago the version in force was written, `NaN` without one.
@ApplicationScoped
public class WatchedFiles {

  private final List<WatchedFile<?>> files = new CopyOnWriteArrayList<>();
  private final MeterRegistry metrics;
  private final Clock clock;

  public WatchedFiles(MeterRegistry metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Reads the file at once, so blocks: for a bean that is made when the service starts.
  public <T> WatchedFile<T> watch(String name, Path path, FileReader<T> reader) {
    var file = new WatchedFile<>(name, path, reader);
    file.refresh();
    files.add(file);
    metrics.gauge("portcullis.watched.file.current", Tags.of("file", name), file, f -> f.isUpToDate() ? 1 : 0);
    metrics.gauge("portcullis.watched.file.age.seconds", Tags.of("file", name), file, this::age);
    return file;
  }

  private double age(WatchedFile<?> file) {
    return file.written().map(at -> (double) Duration.between(at, clock.instant()).toSeconds()).orElse(Double.NaN);
  }

  // Not a Uni: the scheduler then runs it on a worker thread, where reading may block.
  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  public void refresh() {
    files.forEach(WatchedFile::refresh);
  }
}
