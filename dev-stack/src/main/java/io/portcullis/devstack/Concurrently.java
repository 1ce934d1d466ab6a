package io.portcullis.devstack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Runs all of them side by side and waits for all, so that a failure of one leaves none half done.
final class Concurrently {
  private Concurrently() {}

  static void run(List<Runnable> actions) {
    var running = actions.stream()
        .map(action -> CompletableFuture.runAsync(action, command -> Thread.ofVirtual().start(command)))
        .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(running).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackFailure failure ? failure : e;
    }
  }
}
