package io.portcullis.devstack;

/// Ties this process to another one, so that a killed build or terminal leaves nothing running behind it.
final class Parent {
  private Parent() {}

  /// Ends this process, with its shutdown hooks, as soon as process `pid` is gone.
  static void endWith(long pid) {
    ProcessHandle.of(pid).ifPresentOrElse(
        parent -> parent.onExit().thenRun(() -> System.exit(0)),
        () -> System.exit(0));
  }
}
