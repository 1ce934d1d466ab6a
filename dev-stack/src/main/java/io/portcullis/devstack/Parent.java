package io.portcullis.devstack;

/// Ties this process to another one, so that a killed build or terminal leaves nothing running behind it.
final class Parent {
  private Parent() {}

  /// Ends this process, with its shutdown hooks, as soon as process `pid` is gone.
  static void endWith(long pid) {
    ProcessHandle.of(pid).ifPresentOrElse(
        // On a thread of its own: the hooks need the common pool, on whose thread this would otherwise wait for them.
        parent -> parent.onExit().thenRunAsync(() -> System.exit(0), Thread.ofPlatform()::start),
        () -> System.exit(0));
  }
}
