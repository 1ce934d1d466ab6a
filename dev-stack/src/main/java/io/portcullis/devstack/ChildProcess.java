package io.portcullis.devstack;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One process of the stack, which may be stopped, killed and started again as often as a test likes.
public final class ChildProcess {
  private static final Duration POLL = Duration.ofMillis(25);
  private static final int TAIL_LINES = 30;

  private final Recipe recipe;
  private final Path log;
  private final PidFile pidFile;
  private final AtomicReference<Optional<Process>> process = new AtomicReference<>(Optional.empty());
  private volatile Consumer<ChildProcess> crashListener = _ -> {};

  ChildProcess(StateFolder state, Recipe recipe) {
    this.recipe = recipe;
    this.log = state.log(recipe.name());
    this.pidFile = new PidFile(state.pids().resolve(recipe.name()));
  }

  public String name() {
    return recipe.name();
  }

  /// Starts it and returns when it can be used.
  ///
  /// @throws StackFailure with the end of its log, when it dies or is not ready in time
  public synchronized void start() {
    if (isAlive()) {
      return;
    }
    try {
      var builder = recipe.prepare()
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      Process started = builder.start();
      process.set(Optional.of(started));
      pidFile.write(started.toHandle());
      awaitReady(started);
      started.onExit().thenRun(() -> reportCrash(started));
    } catch (IOException e) {
      throw new StackFailure("Cannot start " + name() + ": " + e.getMessage(), e);
    }
  }

  /// Asks it to end in good order; kills it when it does not. Never waits for a start that is under way.
  ///
  /// @return what it ended with, 137 where it had to be killed; empty where it did not run
  public Optional<Integer> stop() {
    Optional<Process> ended = forget().filter(Process::isAlive);
    ended.ifPresent(running -> {
      recipe.stopSignal().send(running.toHandle());
      Signal.awaitEndOrKill(running.toHandle(), recipe.stopPatience());
    });
    pidFile.delete();
    return ended.map(running -> running.onExit().join().exitValue());
  }

  /// Ends it as a power cut would.
  public void kill9() {
    forget().ifPresent(running -> running.destroyForcibly().onExit().join());
    pidFile.delete();
  }

  public void restart() {
    stop();
    start();
  }

  public boolean isAlive() {
    return process.get().filter(Process::isAlive).isPresent();
  }

  public long pid() {
    return process.get().map(Process::pid).orElseThrow(() -> new StackFailure(name() + " is not running"));
  }

  public Path log() {
    return log;
  }

  /// Calls `listener` whenever the process ends although nobody asked it to.
  void onCrash(Consumer<ChildProcess> listener) {
    crashListener = listener;
  }

  private void reportCrash(Process ended) {
    if (isCurrent(ended)) {
      crashListener.accept(this);
    }
  }

  private boolean isCurrent(Process one) {
    return process.get().filter(one::equals).isPresent();
  }

  /// Before the end is asked for, so that it is not taken for a crash.
  private Optional<Process> forget() {
    return process.getAndSet(Optional.empty());
  }

  private void awaitReady(Process started) {
    long deadline = System.nanoTime() + recipe.startPatience().toNanos();
    while (!recipe.isReady()) {
      if (!isCurrent(started)) {
        throw new StackFailure(name() + " was stopped while starting");
      }
      if (!started.isAlive()) {
        kill9();
        throw failure(" ended with code " + started.exitValue() + " while starting");
      }
      if (System.nanoTime() > deadline) {
        kill9();
        throw failure(" was not ready within " + recipe.startPatience().toSeconds() + " s");
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while " + name() + " was starting", e);
    }
  }

  private StackFailure failure(String what) {
    return new StackFailure("%s%s. The end of %s:%n%s".formatted(name(), what, log, tail()));
  }

  private String tail() {
    try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      var all = lines.toList();
      return all.stream().skip(Math.max(0, all.size() - TAIL_LINES)).collect(Collectors.joining("\n", "    ", ""));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
