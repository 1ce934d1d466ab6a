package io.portcullis.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How to ask a process to end.
enum Signal {
  TERMINATE {
    @Override
    void send(ProcessHandle process) {
      process.destroy();
    }
  },

  /// PostgreSQL's "fast shutdown". Java has no call for it; the shell's built-in is on every machine.
  INTERRUPT {
    @Override
    void send(ProcessHandle process) {
      try {
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  };

  abstract void send(ProcessHandle process);

  static void awaitEndOrKill(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (ExecutionException e) {
      throw new StackFailure("Cannot see process " + process.pid() + " end", e);
    }
  }
}
