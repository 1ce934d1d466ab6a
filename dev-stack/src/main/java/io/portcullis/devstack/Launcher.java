package io.portcullis.devstack;

import java.util.concurrent.CountDownLatch;

/// The command line of the dev stack.
///
/// `stack` runs what the services need from outside, `up` the five services as well; both run until they are told to
/// stop or `--parent` is gone. `down` ends one that runs on the same state folder.
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      Options options = Options.parse(args);
      options.parent().ifPresent(Parent::endWith);
      switch (options.command()) {
        case "stack" -> stack(options);
        default -> throw new StackFailure(Options.USAGE);
      }
    } catch (StackFailure failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  private static void stack(Options options) throws InterruptedException {
    DevStack stack = DevStack.start(options.state(), options.ports());
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "shutdown"));
    stack.announce();
    System.out.println("The stack is ready.");
    new CountDownLatch(1).await();
  }
}
