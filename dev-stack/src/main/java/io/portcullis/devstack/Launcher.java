package io.portcullis.devstack;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
        case "up" -> up(options);
        case "down" -> down(options);
        default -> throw new StackFailure(Options.USAGE);
      }
    } catch (StackFailure failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  private static void stack(Options options) throws InterruptedException {
    DevStack stack = DevStack.start(options.state(), options.ports());
    stack.announce();
    System.out.println("The stack is ready.");
    new CountDownLatch(1).await();
  }

  private static void up(Options options) throws InterruptedException {
    long begin = System.nanoTime();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("Stopping.")));
    ShellSettings shell = ShellSettings.of(System.getenv(), SourceTree.find());
    shell.said().forEach(System.out::println);
    Suite suite = Suite.start(options.state(), options.ports().base(), openToPrograms(shell.passed()));
    suite.onCrash(part -> System.err.println(part.name() + " ended by itself; see " + part.log()));
    System.out.println(Welcome.text(suite, Duration.ofNanos(System.nanoTime() - begin)));
    new CountDownLatch(1).await();
  }

  /// Programs with an API key get as far as the gateway's question about /api, unless the shell has rules of its own.
  private static Map<String, String> openToPrograms(Map<String, String> settings) {
    var all = new HashMap<String, String>();
    if (settings.keySet().stream().noneMatch(name -> name.startsWith("PORTCULLIS_CHECK_RULES_"))) {
      all.put("PORTCULLIS_CHECK_RULES_0__PATH", "/api");
      all.put("PORTCULLIS_CHECK_RULES_0__API_KEY_SCOPE", "read");
    }
    all.putAll(settings);
    return all;
  }

  private static void down(Options options) {
    StateFolder.runningOn(options.state()).ifPresentOrElse(
        running -> {
          running.destroy();
          running.onExit().join();
          System.out.println("Stopped.");
        },
        () -> {
          // What a killed launcher left behind is ended by claiming its folder.
          if (Files.exists(options.state())) {
            StateFolder.claim(options.state()).close();
          }
          System.out.println("Nothing was running.");
        });
  }
}
